using Melange.Host.Assembly.Options;
using Melange.Host.Commands.Plugins;
using Melange.Host.Configs;
using Melange.Host.Plugins;

namespace Melange.Host.Tests.Plugins;

/// <summary>What <c>plugins add</c> prints for each slot, pasted over a config.</summary>
public sealed class PluginSectionsTests : IDisposable
{
    private static readonly PluginCatalog Several = TinyRun.Catalog.With(PluginCatalog.Load([TestFolder.TestPlugins]));

    // What parts require that the base of a test does not have.
    private static readonly Dictionary<string, string> Bases = new()
    {
        ["metrics speaker-similarity"] = """{ "metrics": { "speaker-similarity": { "model": "speaker.onnx" } } }""",
        ["vocoder vocos"] = """{ "synthesis": { "vocoder": { "use": "vocos", "path": "models/vocos" } } }""",
        ["vocoder hifi-gan"] = """{ "synthesis": { "vocoder": { "use": "hifi-gan", "path": "models/hifi-gan" } } }""",
        ["vocoder onnx"] = """{ "synthesis": { "vocoder": { "use": "onnx", "path": "vocoder.onnx", "mel": {} } } }"""
    };

    private readonly TinyRun tiny = new();

    public static TheoryData<string> ShippedParts =>
        [.. TinyRun.Catalog.Parts.Select(part => $"{part.Slot} {part.Id}")];

    public void Dispose() => tiny.Dispose();

    [Theory, MemberData(nameof(ShippedParts))]
    public void Of_ShippedPart_IsTakenOverABase(string name)
    {
        var part = TinyRun.Catalog.Parts.Single(part => $"{part.Slot} {part.Id}" == name);

        var config = Pasted(PluginSections.Of(part, TinyRun.Catalog), TinyRun.Catalog, Bases.GetValueOrDefault(name, "{}"));

        Assert.Contains($"\"{part.Id}\"", config.ToJson());
    }

    [Fact]
    public void ShippedParts_Slots_AreAll() => Assert.Equal(PartSlot.Contracts.Keys.Order(),
        TinyRun.Catalog.Parts.Select(part => part.Slot).Distinct().Order());

    [Theory]
    [InlineData("attention", "versioned@1.0.0",
        """{ "model": { "estimator": { "attention": { "use": "versioned@1.0.0" } } } }""")]
    [InlineData("metrics", "versioned@2.0.0", """{ "metrics": { "versioned": { "use": "versioned@2.0.0" } } }""")]
    [InlineData("attention", "only-in-two@2.0.0",
        """{ "model": { "estimator": { "attention": { "use": "only-in-two" } } } }""")]
    public void Of_PartOfOneOfTwoVersions_NamesItsVersionWhereBothHaveIt(string slot, string fullId, string expected)
    {
        var part = Several.Parts.Single(part => (part.Slot, part.FullId) == (slot, fullId));

        Assert.Equal(expected, PluginSections.Of(part, Several));
        Pasted(expected, Several);
    }

    [Theory]
    [InlineData("corpus", "text-folder", ", with 'path', unless the base has them")]
    [InlineData("estimator", "unet", ", with 'attention', 'gate', unless the base has them")]
    [InlineData("metrics", "speaker-similarity", ", with 'model', unless the base has them")]
    [InlineData("vocoder", "griffin-lim", "")]
    public void Required_OptionsWithoutADefault_AreNamed(string slot, string id, string expected) => Assert.Equal(
        expected, PluginSections.Required(TinyRun.Catalog.Parts.Single(part => (part.Slot, part.Id) == (slot, id))));

    private LayeredConfig Pasted(string section, PluginCatalog catalog, string required = "{}")
    {
        var config = LayeredConfig.Read(tiny.File, []).With(LayeredConfig.Parse(required, "required"))
            .With(LayeredConfig.Parse(section, "pasted"));
        return OptionsBinder.Settle<RunOptions>(config, catalog).Config;
    }
}
