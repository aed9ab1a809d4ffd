using Melange.Host.Configs;

namespace Melange.Host.Tests.Configs;

/// <summary>Options with one value for all sites of an estimator, or with others at some.</summary>
public sealed class SiteBinderTests : IDisposable
{
    private const string KnownSites = "Known: default, down.0, down.1, mid, up.0.";
    private readonly TestFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Bind_OnePart_ServesEverySite() =>
        Assert.Equal("f2f 8 32, f2f 8 32, f2f 8 32, f2f 8 32", Shown("""{ "use": "f2f", "heads": 8 }"""));

    [Theory]
    [InlineData("""{ "default": { "use": "f2f", "heads": 4 }, "up.0": { "use": "f2b" } }""")]
    [InlineData("""{ "up.0": { "use": "f2b" }, "default": { "use": "f2f", "heads": 4 } }""")]
    [InlineData("""{ "use": "f2f", "up.0": { "use": "f2b" }, "heads": 4 }""")]
    public void Bind_SiteThatNamesAPart_StandsAlone(string attention) =>
        Assert.Equal("f2f 4 32, f2f 4 32, f2f 4 32, f2b 2 32", Shown(attention));

    [Theory]
    [InlineData("""{ "default": { "use": "f2f", "heads": 4 }, "mid": { "features": 7 }, "up.0": { "heads": 5 } }""")]
    [InlineData("""{ "use": "f2f", "heads": 4, "mid": { "features": 7 }, "up.0": { "heads": 5 } }""")]
    public void Bind_SiteThatNamesNone_IsLaidOverTheDefault(string attention) =>
        Assert.Equal("f2f 4 32, f2f 4 32, f2f 4 7, f2f 5 32", Shown(attention));

    [Fact]
    public void Bind_EmptySite_IsTheDefault() =>
        Assert.Equal("f2f 4 32, f2f 4 32, f2f 4 32, f2f 4 32", Shown("""{ "use": "f2f", "heads": 4, "mid": {} }"""));

    [Theory, InlineData("""{ "start": { "default": 0, "layer.2": 1 }, "depth": 3 }""", 1)]
    [InlineData("""{ "depth": 4, "start": { "default": 0, "layer.2": 2 } }""", 2)]
    public void Bind_SitesThatAnotherOptionDecides_AreThoseOfThatOption(string config, double expected)
    {
        var layers = OptionsBinder.Bind<SampleLayers>(LayeredConfig.Parse(config, "layers.json"), TinyRun.Catalog);

        Assert.Equal((0, expected), (layers.Start.At("layer.0"), layers.Start.At("layer.2")));
    }

    [Fact]
    public void Bind_SiteThatAnotherOptionRulesOut_IsNamedWithThoseThereAre()
    {
        var fault = Assert.Throws<FaultException>(() => OptionsBinder.Bind<SampleLayers>(LayeredConfig.Parse(
            """{ "start": { "default": 0, "layer.2": 1 } }""", "layers.json"), TinyRun.Catalog));

        Assert.Equal(
            "layers.json: start has no site 'layer.2'. Did you mean 'layer.1'? Known: default, layer.0, layer.1.",
            fault.Message);
    }

    [Fact]
    public void Bind_ScalarsPerSite_AreThoseOfTheirSites()
    {
        var sites = Bind("""
            { "attention": { "use": "f2f" }, "start": { "default": 0, "mid": -0.3, "up.0": 1e-2 },
              "pairs": { "default": "held-out", "down.1": "all" } }
            """);

        Assert.Equal([0, 0, -0.3, 0.01], Sites.Select(sites.Start.At));
        Assert.Equal([SamplePairs.HeldOut, SamplePairs.All, SamplePairs.HeldOut, SamplePairs.HeldOut],
            Sites.Select(sites.Pairs.At));
    }

    [Fact]
    public void Bind_OneScalar_ServesEverySite() => Assert.Equal([2, 2, 2, 2], Sites.Select(
        Bind("""{ "attention": { "use": "f2f" }, "start": 2 }""").Start.At));

    [Fact]
    public void Bind_NothingSaid_KeepsTheRecordsValue()
    {
        var sites = Bind("""{ "attention": { "use": "f2f" } }""");

        Assert.Equal([0.5, 0.5, 0.5, 0.5], Sites.Select(sites.Start.At));
    }

    [Theory]
    [InlineData("""{ "default": { "use": "f2f" }, X"down.3": { "use": "f2b" } }""",
        "attention has no site 'down.3'. Did you mean 'down.1'? " + KnownSites)]
    [InlineData("""{ "use": "f2f", X"down.3": { "use": "f2b" } }""",
        "attention has no site 'down.3'. Did you mean 'down.1'? " + KnownSites)]
    [InlineData("""{ "default": { "use": "f2f" }, X"middle": { "use": "f2b" } }""",
        "attention has no site 'middle'. " + KnownSites)]
    [InlineData("""{ "default": { "use": "f2f" }, X"use": "f2b" }""",
        "attention has 'default', and beside it 'use', which belong into it; "
        + "null takes away what a lower layer set.")]
    [InlineData("""{ "default": { "use": "f2f" }, X"heads": 3, "features": 5 }""",
        "attention has 'default', and beside it 'heads', 'features', which belong into it; "
        + "null takes away what a lower layer set.")]
    [InlineData("""{ "mid": { "use": "f2b" } }""",
        "attention has no 'use'; expected a part: { \"use\": ... }. Known: f2b, f2f, linear.")]
    [InlineData("""{ "use": "f2f", "mid": { X"haeds": 3 } }""",
        "attention.mid has no option 'haeds'. Did you mean 'heads'? Known: features, heads.")]
    [InlineData("""{ "use": "f2f", "mid": { X"use": "f2x" } }""",
        "no attention is called 'f2x'. Did you mean 'f2f'? Known: f2b, f2f, linear.")]
    [InlineData("""{ "use": "f2f", "mid": { X"heads": "many" } }""",
        "attention.mid.heads must be a whole number, but was 'many'.")]
    [InlineData("""{ "use": "f2f", X"mid": 5 }""",
        "attention.mid must be a part: { \"use\": ... }, but was '5'. Known: f2b, f2f, linear.")]
    [InlineData("""{ "use": "f2f", X"haeds": 3, "mid": { "heads": 4 }, "up.0": { "use": "f2b" } }""",
        "attention has no option 'haeds'. Did you mean 'heads'? Known: features, heads.")]
    public void Bind_BrokenParts_SaysWhatToChange(string attention, string fault) => Assert.Equal(
        $"mine.json:{LineOf(attention)}: {fault}", Faults($$"""{ "attention": {{Broken(attention)}} }"""));

    [Theory]
    [InlineData("""{ "mid": 1 }""", "start has no 'default'; expected a number there.")]
    [InlineData("""{ "default": 0, X"down.3": 1 }""",
        "start has no site 'down.3'. Did you mean 'down.1'? " + KnownSites)]
    [InlineData("""{ "default": 0, X"mid": "x" }""", "start.mid must be a number, but was 'x'.")]
    [InlineData("""{ X"default": "x" }""", "start.default must be a number, but was 'x'.")]
    [InlineData("\"x\"", "start must be a number, but was 'x'.")]
    public void Bind_BrokenScalars_SaysWhatToChange(string start, string fault) => Assert.Equal(
        $"mine.json:{LineOf(start)}: {fault}",
        Faults($$"""{ "attention": { "use": "f2f" }, "start": {{Broken(start)}} }"""));

    [Fact]
    public void Bind_ManyFaults_ListsAllAtOnce() => Assert.Equal($"""
        mine.json:2: attention has no site 'down.7'. Did you mean 'down.1'? {KnownSites}
        mine.json:3: start.default must be a number, but was 'x'.
        mine.json:3: start.up.0 must be a number, but was 'y'.
        """, Faults("""
        { "attention": { "use": "f2f",
            "down.7": {} },
          "start": { "default": "x", "up.0": "y" } }
        """));

    // An X is a line break: what comes after it is at fault; without one the section itself is.
    private static string Broken(string json) => json.Replace('X', '\n');

    private static int LineOf(string json) => json.Contains('X') ? 2 : 1;

    private static string[] Sites => ["down.0", "down.1", "mid", "up.0"];

    private SampleSites Bind(string json) => OptionsBinder.Bind<SampleSites>(Read(json), SampleCatalog.With());

    private string Faults(string json) => folder.FaultsOf(() => Bind(json));

    private LayeredConfig Read(string json) => LayeredConfig.Read(folder.Write("mine.json", json), []);

    // Part, heads and features of each site in turn.
    private string Shown(string attention)
    {
        var bound = Bind($$"""{ "attention": {{attention}} }""").Attention;
        return string.Join(", ", Sites.Select(site =>
        {
            var part = bound.At(site);
            var options = ((SampleAttention)part.Build(new(site, 0, 8, 8, 8))).Options;
            return $"{part.Id} {options.Heads} {options.Features}";
        }));
    }
}
