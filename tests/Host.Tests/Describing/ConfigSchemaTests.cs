using Melange.Host.Describing.Schemas;
using Melange.Host.Plugins;
using Melange.Host.Tests.Plugins;
using Newtonsoft.Json.Linq;
using NJsonSchema;

namespace Melange.Host.Tests.Describing;

/// <summary>What an editor says of config files: as NJsonSchema reads the schemas.</summary>
public sealed class ConfigSchemaTests
{
    private const string Remade = "dotnet run -c Release --project Host -- schema --out experiments/schema";
    private static readonly JsonSchema Variant = Parsed(ConfigSchema.Variant(TinyRun.Catalog));
    private const string Vocoder = "vocoder.json";
    private static readonly JsonSchema Experiment = Parsed(ConfigSchema.Experiment(TinyRun.Catalog));

    public static TheoryData<string> Experiments => Files("experiments", but: Vocoder);

    public static TheoryData<string> Variants => Files("experiments/variants");

    [Fact]
    public void ShippedSchemas_AreThoseOfTheShippedPlugins()
    {
        Assert.True(Shipped(ConfigSchema.VariantFile) == ConfigSchema.Variant(TinyRun.Catalog)
            && Shipped(ConfigSchema.ExperimentFile) == ConfigSchema.Experiment(TinyRun.Catalog)
            && Shipped(ConfigSchema.VocoderFile) == ConfigSchema.Vocoder(TinyRun.Catalog),
            $"experiments/schema is not up to date; make it anew: {Remade}");
    }

    [Theory, MemberData(nameof(Experiments))]
    public void Experiment_ShippedFile_IsValidAndNamesItsSchema(string file)
    {
        var json = Json(file);

        Assert.Empty(Experiment.Validate(json));
        Assert.Equal("schema/experiment.schema.json", (string?)json["$schema"]);
    }

    [Fact]
    public void Vocoder_ShippedFile_IsValidAndNamesItsSchema()
    {
        var json = Json(Path.Combine(TestFolder.Repository, "experiments", Vocoder));

        Assert.Empty(Parsed(ConfigSchema.Vocoder(TinyRun.Catalog)).Validate(json));
        Assert.Equal("schema/vocoder.schema.json", (string?)json["$schema"]);
    }

    [Theory, MemberData(nameof(Variants))]
    public void Variant_ShippedFile_IsValidAndNamesItsSchema(string file)
    {
        var json = Json(file);

        Assert.Empty(Variant.Validate(json));
        Assert.Equal("../schema/variant.schema.json", (string?)json["$schema"]);
    }

    [Theory]
    [InlineData("model.estimator.attention",
        """{ "use": "f2f", "up.0": { "use": "f2b", "heads": 2 }, "mid": { "heads": 1 } }""")]
    [InlineData("model.estimator.attention", """{ "default": { "use": "f2f" }, "mid": { "use": "none" } }""")]
    [InlineData("model.estimator.attention", """{ "use": "f2f@0.9.0", "whatever": 1 }""")]
    [InlineData("model.estimator.rezero", """{ "default": "learned", "mid": "none" }""")]
    [InlineData("model.estimator.rezeroStart", "-0.3")]
    [InlineData("model.conditioning", """{ "style": { "use": "melstyle", "hidden": 8 }, "speaker": null }""")]
    [InlineData("training.validation", "{}")]
    [InlineData("training.keepSteps", "[100, 200]")]
    [InlineData("training.earlyLossWeights", "null")]
    [InlineData("synthesis.edits", """{ "s": { "phonemes": ["s"], "scale": 2, "until": 1 } }""")]
    [InlineData("evaluate.pairs", "\"held-out\"")]
    public void Variant_RightValue_IsValid(string path, string value) =>
        Assert.Empty(Variant.Validate(With(path, value)));

    [Theory]
    [InlineData("trainig", "{}")]
    [InlineData("training.stpes", "3")]
    [InlineData("training.steps", "\"many\"")]
    [InlineData("training.steps", "2.5")]
    [InlineData("training.steps", "0")]
    [InlineData("training.averageDecay", "1")]
    [InlineData("training.keepSteps", "[0]")]
    [InlineData("training.rateSchedule", "\"linear\"")]
    [InlineData("training.validation", "{ \"every\": 3 }")]
    [InlineData("features.bins", "0")]
    [InlineData("diffusion.betaMin", "0")]
    [InlineData("corpus", "{ \"use\": \"textgrid-folder\" }")]
    [InlineData("corpus", "null")]
    [InlineData("model.encoder.use", "\"grad-tss\"")]
    [InlineData("model.encoder.heads", "0")]
    [InlineData("model.conditioning", """{ "style": { "hidden": 8 } }""")]
    [InlineData("model.conditioning", """{ "melstyle": { "hiden": 8 } }""")]
    [InlineData("model.estimator.attention", """{ "use": "f2x" }""")]
    [InlineData("model.estimator.attention", """{ "use": "linear", "dropout": 0.1 }""")]
    [InlineData("model.estimator.attention", """{ "use": "f2f", "down.3": { "use": "f2b" } }""")]
    [InlineData("model.estimator.attention", """{ "use": "f2f", "mid": { "use": "f2b", "heads": "two" } }""")]
    [InlineData("model.estimator.rezero", """{ "mid": "none" }""")]
    [InlineData("synthesis.edits", """{ "s": { "scale": 2 } }""")]
    [InlineData("synthesis.sampler.grid", "\"log_snr\"")]
    [InlineData("metrics", """{ "mcd": { "firstCoefficient": -1 } }""")]
    [InlineData("extends", "3")]
    public void Variant_WrongValue_IsNotValid(string path, string value) =>
        Assert.NotEmpty(Variant.Validate(With(path, value)));

    [Fact]
    public void Variant_FileThatExtendsAnother_MayBePartial()
    {
        Assert.Empty(Variant.Validate("""{ "extends": "small.json", "training": { "steps": 3 } }"""));
        Assert.NotEmpty(Variant.Validate("""{ "training": { "steps": 3 } }"""));
        Assert.NotEmpty(Variant.Validate("""{ "extends": "small.json", "training": { "stepz": 3 } }"""));
    }

    [Theory]
    [InlineData("""
        { "base": "b.json",
          "variants": { "a": { "model": { "estimator": { "attention": { "use": "linear", "dropout": null } } } } } }
        """, true)]
    [InlineData("""
        { "base": "b.json",
          "variants": { "a": { "model": { "estimator": { "attention": { "up.1": { "heads": 2 } } } } } } }
        """, true)]
    [InlineData("""
        { "base": "b.json", "common": { "training": { "steps": 9 } }, "evaluate": { "limit": 2 },
          "variants": { "a": {} } }
        """, true)]
    [InlineData("""{ "extends": "demo.json", "seeds": [2, 3] }""", true)]
    [InlineData("""
        { "base": "b.json",
          "variants": { "a": { "model": { "estimator": { "attention": { "use": "linear", "dropout": 0.1 } } } } } }
        """, false)]
    [InlineData("""{ "base": "b.json", "variants": {} }""", false)]
    [InlineData("""{ "variants": { "a": {} } }""", false)]
    [InlineData("""{ "base": "b.json", "variants": { "a": {} }, "workers": 0 }""", false)]
    [InlineData("""{ "base": "b.json", "variants": { "a": {} }, "seed": [1] }""", false)]
    [InlineData("""{ "base": "b.json", "variants": { "a": { "trainign": {} } } }""", false)]
    public void Experiment_Overlays_ArePartialButHaveNoUnknownKey(string json, bool isValid) =>
        Assert.Equal(isValid, Experiment.Validate(json).Count == 0);

    [Fact]
    public void Variant_PartOfAThirdParty_IsInTheSchemaMadeWithIt()
    {
        using var shelf = new PluginShelf();
        shelf.Add("ReadmeExample");
        var catalog = PluginCatalog.Load([TestFolder.ShippedPlugins, shelf.Plugins]);

        var schema = Parsed(ConfigSchema.Variant(catalog));

        const string Path = "model.estimator.attention";
        Assert.Empty(schema.Validate(With(Path, """{ "use": "my-attention", "features": 4 }""")));
        Assert.NotEmpty(schema.Validate(With(Path, """{ "use": "my-attention", "features": 0 }""")));
        Assert.NotEmpty(Variant.Validate(With(Path, """{ "use": "my-attention", "features": 4 }""")));
    }

    private static JObject With(string path, string value)
    {
        var json = Json(System.IO.Path.Combine(TestFolder.Repository, "experiments/variants/small.json"));
        var keys = path.Split('.');
        var section = json;
        foreach (var key in keys[..^1])
            section = (JObject)(section[key] ??= new JObject());
        section[keys[^1]] = JToken.Parse(value);
        return json;
    }

    private static JObject Json(string file) =>
        JObject.Parse(File.ReadAllText(file), new() { CommentHandling = CommentHandling.Ignore });

    private static JsonSchema Parsed(string schema) => JsonSchema.FromJsonAsync(schema).GetAwaiter().GetResult();

    private static string Shipped(string file) =>
        File.ReadAllText(Path.Combine(TestFolder.Repository, "experiments/schema", file));

    private static TheoryData<string> Files(string folder, string but = "") =>
    [
        .. Directory.GetFiles(Path.Combine(TestFolder.Repository, folder), "*.json").Order()
            .Where(file => Path.GetFileName(file) != but)
    ];
}
