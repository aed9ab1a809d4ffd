using System.Text.Json.Nodes;
using Melange.Host.Runs;
using Melange.Host.Tests.Experiments;

namespace Melange.Host.Tests.Plugins;

/// <summary>Options of every usual type, and of one that no config can hold, from plugin to program.</summary>
public sealed class OptionTypesOfPluginsTests : IDisposable
{
    private const string BadOptions = "Plugin 'BadOptions' 0.1.0 (plugins/BadOptions) failed while being loaded: "
        + "metrics 'bad-options' must have options that a config can hold, but has sizes of type HashSet<Int32>; "
        + "docs/config.md lists the types.";

    private readonly PluginShelf shelf = new();

    public void Dispose() => shelf.Dispose();

    [Fact]
    public void Ab_ManyOptions_TakesTheFileBesideTheConfigThatSaysIt()
    {
        using var tiny = new TinyRun();
        shelf.Add("ManyOptions");
        File.WriteAllText($"{tiny.Folder}/value.txt", "4.25");

        var (exitCode, _, errors) = AbProgram.Run(tiny, shelf, """
            { "mine": { "metrics": { "many-options": { "sizes": [5, 6], "bands": [{ "lowHz": 1 }], "table": "value.txt",
              "byName": { "a": { "lowHz": 2 } }, "wait": "00:00:02", "exact": 0.25, "source": "https://example.org" } } } }
            """, "--set", "training.steps=3");

        Assert.Equal((0, ""), (exitCode, errors));
        var result = new TrialFolder($"{shelf.Folder}/run/mine/seed-1").ReadResult()!;
        Assert.All(result.Pairs, pair => Assert.Equal(4.25, pair.Values["many-options"]));
        Assert.Equal("5+6, 1 bands, 00:00:02.", result.Metrics["many-options"].Description);
    }

    [Fact]
    public void Describe_ManyOptions_ShowsTypeDefaultAndRange()
    {
        shelf.Add("ManyOptions");

        var (exitCode, output, _) = shelf.Melange("describe", "metrics", "many-options");

        Assert.Equal(0, exitCode);
        Assert.Matches(@"sizes +│ list of: whole number +│ \[1, 2\] +│ at least 1 ", output);
        Assert.Matches(@"bands\.\*\.lowHz +│ number +│ required +│ at least 0 ", output);
        Assert.Matches(@"byName\.\*\.lowHz +│ number +│ required ", output);
        Assert.Matches(@"wait +│ duration h:mm:ss +│ 00:00:00\.5000000 ", output);
        Assert.Matches(@"exact +│ number +│ 0\.1 +│ above 0 ", output);
        Assert.Matches(@"table +│ file +│ none ", output);
        Assert.Matches(@"limit +│ whole number +│ none ", output);
    }

    [Fact]
    public void Schema_ManyAndBadOptions_HasTheOneAndOutlivesTheOther()
    {
        shelf.Add("ManyOptions");
        shelf.Add("BadOptions");

        var (exitCode, _, errors) = shelf.Melange("schema", "--out", "schema");

        Assert.Equal((0, $"Left out: {BadOptions}\n"), (exitCode, errors));
        var part = JsonNode.Parse(File.ReadAllText($"{shelf.Folder}/schema/variant.schema.json"))!
            ["definitions"]!["metrics.many-options"]!["properties"]!;
        Assert.Equal("integer", (string)part["sizes"]!["anyOf"]![0]!["items"]!["type"]!);
        Assert.Equal("#/definitions/Band", (string)part["bands"]!["anyOf"]![0]!["items"]!["$ref"]!);
        Assert.Equal(0.1, (double)part["exact"]!["default"]!);
        Assert.Equal("00:00:00.5000000", (string)part["wait"]!["default"]!);
    }

    [Fact]
    public void BadOptions_DescribedOrAdded_IsNamed()
    {
        var (addCode, _, addErrors) = shelf.Melange(
            "plugins", "add", Path.Combine(TestFolder.TestPlugins, "BadOptions"));
        shelf.Add("BadOptions");
        var (slotCode, slot, _) = shelf.Melange("describe", "metrics");
        var (partCode, _, partErrors) = shelf.Melange("describe", "metrics", "bad-options");

        Assert.Equal(2, addCode);
        Assert.Contains("metrics 'bad-options' must have options that a config can hold, but has sizes of type "
            + "HashSet<Int32>; docs/config.md lists the types", addErrors);
        Assert.Equal((0, 2), (slotCode, partCode));
        Assert.Matches("mcd +│", slot);
        Assert.Contains(BadOptions, partErrors);
    }
}
