using Melange.Host.Configs;

namespace Melange.Host.Tests.Configs;

public sealed class LayeredConfigTests : IDisposable
{
    private readonly TestFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Read_Layers_LaterWins()
    {
        folder.Write("base.json", """{ "training": { "steps": 1, "rate": 1, "seed": 1, "device": "cpu" } }""");
        folder.Write("fast.json", """{ "training": { "rate": 2, "seed": 2, "device": "cuda" } }""");
        var file = folder.Write("mine.json",
            """{ "extends": ["base.json", "fast.json"], "training": { "seed": 3, "device": "auto" } }""");

        var config = LayeredConfig.Read(file, ["training.device=cpu"]);

        Assert.Equal(["steps", "rate", "seed", "device"], config.Keys("training"));
        Assert.Equal(["1", "2", "3", "cpu"], config.Keys("training").Select(key => config.Value($"training.{key}")));
        Assert.False(config.Has("extends"));
    }

    [Fact]
    public void Read_ExtendsInOtherFolder_StartsFromTheNamingFile()
    {
        folder.Write("shared/deep.json", """{ "a": 1 }""");
        folder.Write("shared/base.json", """{ "extends": "deep.json" }""");
        var file = folder.Write("variants/mine.json", """{ "extends": "../shared/base.json" }""");

        var config = LayeredConfig.Read(file, []);

        Assert.Equal("1", config.Value("a"));
        Assert.Equal("shared/deep.json", folder.Shorten(config.PositionOf("a").File));
    }

    [Fact]
    public void PositionOf_LeafAndSection_IsWhereTheyWereLastSet()
    {
        folder.Write("base.json", "{\n\n  \"training\": {\n    \"steps\": 1,\n    \"rate\": 2\n  }\n}");
        var file = folder.Write("mine.json",
            "{ // mine\n  \"extends\": \"base.json\",\n  \"training\": { \"rate\": 3, },\n}");

        var config = LayeredConfig.Read(file, ["training.seed=4"]);

        Assert.Equal("base.json:4", Shown("training.steps"));
        Assert.Equal("mine.json:3", Shown("training.rate"));
        Assert.Equal("mine.json:3", Shown("training"));
        Assert.Equal("--set training.seed=4:0", Shown("training.seed"));
        Assert.Equal("mine.json:3", Shown("training.missing"));

        string Shown(string path) => folder.Shorten($"{config.PositionOf(path).File}:{config.PositionOf(path).Line}");
    }

    [Fact]
    public void Read_ListOverList_ReplacesIt()
    {
        folder.Write("base.json", """{ "seeds": [1, 2, 3] }""");
        var file = folder.Write("mine.json", """{ "extends": "base.json", "seeds": [7] }""");

        var config = LayeredConfig.Read(file, []);

        Assert.Equal(["0"], config.Keys("seeds"));
        Assert.Equal("7", config.Value("seeds.0"));
    }

    [Fact]
    public void Read_Null_TakesAwayWhatWasSet()
    {
        folder.Write("base.json", """{ "attention": { "use": "f2f", "heads": 4 }, "gate": { "use": "soft" } }""");
        var file = folder.Write("mine.json",
            """{ "extends": "base.json", "attention": { "use": "linear", "heads": null }, "gate": null }""");

        var config = LayeredConfig.Read(file, []);

        Assert.Equal(["attention"], config.Keys());
        Assert.Equal(["use"], config.Keys("attention"));
    }

    [Fact]
    public void With_SectionOfExperiment_LiesOverTheBase()
    {
        var basis = LayeredConfig.Read(
            folder.Write("f2f.json", """{ "attention": { "use": "f2f", "heads": 4 }, "steps": 1 }"""), []);
        var experiment = LayeredConfig.Read(folder.Write("ab.json", """
            {
              "common": { "steps": 2 },
              "variants": {
                "f2f": {},
                "f2b": { "attention": {
                  "use": "f2b" } }
              }
            }
            """), []);

        var config = basis.With(experiment, "common").With(experiment, "variants:f2b")
            .WithSettings(["attention:heads=8"]);

        Assert.Equal(["f2b", "8", "2"], new[] { "attention.use", "attention.heads", "steps" }.Select(config.Value));
        Assert.Equal(6, config.PositionOf("attention.use").Line);
        Assert.Equal("ab.json", folder.Shorten(config.PositionOf("steps").File));
        Assert.Same(basis, basis.With(experiment, "absent"));
    }

    [Fact]
    public void With_ValueInsteadOfSection_IsRefused()
    {
        var config = LayeredConfig.Read(folder.Write("ab.json", """{ "common": 5 }"""), []);

        Assert.Equal("ab.json:1: common must be a section: { ... }, but was '5'.",
            folder.FaultsOf(() => config.With(config, "common")));
    }

    [Fact]
    public void ToJson_ReadAgain_IsEqual()
    {
        const string Json = """
            {
              "z": {
                "use": "f2f",
                "empty": {},
                "rate": 1.50e-4,
                "on": true,
                "text": "12"
              },
              "seeds": [
                3,
                1
              ],
              "none": [],
              "a": "ä → \"b\""
            }

            """;
        var config = LayeredConfig.Read(folder.Write("mine.json", Json), []);

        var written = config.ToJson();

        Assert.Equal(Json, written);
        Assert.Empty(config.Differences(LayeredConfig.Read(folder.Write("again.json", written), [])));
    }

    [Theory]
    [InlineData("300", "300")]
    [InlineData("-1.5e3", "-1.5e3")]
    [InlineData("true", "true")]
    [InlineData("abc", "\"abc\"")]
    [InlineData("007", "\"007\"")]
    [InlineData("", "\"\"")]
    [InlineData("a=b", "\"a=b\"")]
    [InlineData("[]", "[]")]
    public void ToJson_Setting_HasItsKind(string value, string written)
    {
        var config = LayeredConfig.Read(folder.Write("mine.json", "{}"), [$"a.b={value}"]);

        Assert.Equal($"{{\n  \"a\": {{\n    \"b\": {written}\n  }}\n}}\n", config.ToJson());
    }

    [Fact]
    public void Differences_OtherValues_NamesBoth()
    {
        var one = LayeredConfig.Read(folder.Write("a.json",
            """{ "training": { "steps": 300, "rate": 1 }, "seeds": [1, 2], "gate": {} }"""), []);
        var other = one.WithSettings(["training.steps=400", "training.rate=null", "seeds=[3]", "attention.use=f2b"]);

        Assert.Equal(
            ["training.steps 300 → 400", "training.rate 1 → (unset)", "seeds [1,2] → [3]",
             "attention.use (unset) → f2b"],
            one.Differences(other));
        Assert.Empty(one.Differences(one));
    }

    [Fact]
    public void Without_Keys_LeavesTheRest()
    {
        var file = folder.Write("a.json", """{ "base": "x", "seeds": [1], "variants": {} }""");
        var config = LayeredConfig.Read(file, []);

        Assert.Equal(["seeds"], config.Without("base", "variants").Keys());
    }

    [Fact]
    public void Section_OfSomeConfig_IsAConfigOfItsOwn()
    {
        var config = LayeredConfig.Read(folder.Write("a.json", """{ "model": { "estimator": { "width": 3 } } }"""), []);

        Assert.Equal("3", config.Section("model").Section("estimator").Value("width"));
        Assert.Empty(config.Section("absent").Keys());
    }
}
