using Melange.Host.Checkpoints;
using Melange.Host.Configs;
using Melange.Host.Plugins;

namespace Melange.Host.Tests.Plugins;

/// <summary>One plugin in two versions side by side: the config says which, and what is made says so too.</summary>
public sealed class PluginVersionsTests : IDisposable
{
    private static readonly PluginCatalog Both = PluginCatalog.Load([TestFolder.TestPlugins]);
    private readonly TestFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("versioned@1.0.0", "Versioned 1.0.0")]
    [InlineData("versioned@2.0.0", "Versioned 2.0.0")]
    [InlineData("only-in-two", "Versioned 2.0.0")]
    [InlineData("only-in-two@2.0.0", "Versioned 2.0.0")]
    public void Bind_IdThatOneVersionHas_IsThatVersions(string use, string told)
    {
        var attention = Bind($$"""{ "attention": { "use": "{{use}}" } }""", Both).Attention!;

        Assert.Equal(told, attention.Build(new("mid", 2, 64, 20, 128)).ToString());
    }

    [Fact]
    public void Bind_BareIdOfAPluginInOneVersion_IsEnough()
    {
        using var shelf = new PluginShelf();
        shelf.Add("VersionTwo");

        var attention = Bind("""{ "attention": { "use": "versioned" } }""", shelf.Load()).Attention!;

        Assert.Equal("Versioned 2.0.0", attention.Build(new("mid", 2, 64, 20, 128)).ToString());
    }

    [Theory]
    [InlineData("""{ "attention": { "use": "versioned" } }""", "attention")]
    [InlineData("""{ "metrics": { "versioned": {} } }""", "metrics")]
    [InlineData("""{ "metrics": { "mine": { "use": "versioned" } } }""", "metrics")]
    public void Bind_BareIdOfTwoVersions_ListsBoth(string config, string slot) => Assert.Equal(
        $"versions.json:1: {slot} 'versioned' is there in several versions; say which: "
        + "versioned@1.0.0, versioned@2.0.0.", folder.FaultsOf(() => Bind(config, Both)));

    [Fact]
    public void Bind_VersionThatIsNotThere_NamesThoseThatAre()
    {
        const string Config = """{ "metrics": { "versioned": { "use": "versioned@3.0.0" } } }""";

        var faults = folder.FaultsOf(() => Bind(Config, Both));

        Assert.Equal("versions.json:1: no metrics is called 'versioned@3.0.0'. Did you mean 'versioned@2.0.0'? "
            + "Known: bad-options, lengths, many-options, throws, versioned@1.0.0, versioned@2.0.0.",
            faults.Split(" A plugin was left out")[0]);
    }

    [Theory]
    [InlineData("""{ "versioned": { "use": "versioned@1.0.0" } }""", "version 1.0.0")]
    [InlineData("""{ "versioned": { "use": "versioned@2.0.0" } }""", "version 2.0.0")]
    [InlineData("""{ "versioned@2.0.0": {} }""", "version 2.0.0")]
    public void Bind_PartOfAMap_IsThatVersions(string metrics, string description)
    {
        var metric = Assert.Single(Bind($$"""{ "metrics": {{metrics}} }""", Both).Metrics.Values);

        Assert.Equal(description, metric.Build(new(new())).Description);
    }

    [Theory]
    [InlineData("""{ "attention": { "use": "versioned@1.0.0" } }""", "Versioned 1.0.0: attention")]
    [InlineData("""{ "attention": { "use": "versioned@2.0.0" } }""", "Versioned 2.0.0: attention")]
    [InlineData("""{ "attention": { "use": "only-in-two" } }""", "Versioned 2.0.0: attention")]
    [InlineData("""{ "metrics": { "versioned": { "use": "versioned@2.0.0" } } }""", "Versioned 2.0.0: metrics")]
    [InlineData("""{ "metrics": { "versioned@2.0.0": {} } }""", "Versioned 2.0.0: metrics")]
    [InlineData("""
        { "metrics": { "versioned": { "use": "versioned@1.0.0" } }, "attention": { "use": "versioned@2.0.0" } }
        """, "Versioned 1.0.0: metrics; Versioned 2.0.0: attention")]
    public void Origin_OfAConfigThatNamesAVersion_HasThatVersion(string config, string expected)
    {
        var read = LayeredConfig.Read(folder.Write("versions.json", config), []);

        var stamps = PluginStamps.Of(read, Both);

        Assert.Equal(expected, string.Join("; ", stamps.Select(
            stamp => $"{stamp.Id} {stamp.Version}: {string.Join(", ", stamp.Sections)}")));
        Assert.All(stamps, stamp => Assert.Equal(stamp.Sha256, Both.Plugins
            .Single(plugin => (plugin.Id, plugin.Version) == (stamp.Id, stamp.Version)).Sha256));
    }

    private Chosen Bind(string config, PluginCatalog catalog) =>
        OptionsBinder.Bind<Chosen>(LayeredConfig.Read(folder.Write("versions.json", config), []), catalog);

    private sealed record Chosen
    {
        public Part<IReferenceAttention, AttentionSite>? Attention { get; init; }

        public IReadOnlyDictionary<string, Part<IMetric, MetricContext>> Metrics { get; init; } =
            new Dictionary<string, Part<IMetric, MetricContext>>();
    }
}
