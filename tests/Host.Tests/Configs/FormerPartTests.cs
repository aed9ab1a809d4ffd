using Melange.Host.Configs;
using Melange.Host.Plugins;

namespace Melange.Host.Tests.Configs;

/// <summary>A higher layer names another part: what lower layers set for the former one, and the new one lacks, goes.
/// </summary>
public sealed class FormerPartTests : IDisposable
{
    private static readonly PluginCatalog WithBroken =
        TinyRun.Catalog.With(PluginCatalog.Load([TestFolder.TestPlugins]));
    private readonly TestFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Settle_OptionsOfTheFormerPart_AreDroppedWithAWordWhereTheNewOneLacksThem()
    {
        var settled = Settle("""
            { "attention": { "use": "f2f",
              "heads": 3, "bias": true } }
            """, """{ "attention": { "use": "linear" } }""");

        Assert.Equal(["below.json:2: attention.bias was set for 'f2f' and is dropped: 'linear' has no such option."],
            settled.Notices.Select(folder.Shorten));
        Assert.Equal("""{"attention":{"use":"linear","heads":3}}""", Kept(settled));
        Assert.Equal("linear", settled.Options.Attention!.Id);
    }

    [Fact]
    public void Settle_SettledConfig_IsBoundAgainWithoutAWord()
    {
        var settled = Settle(
            """{ "attention": { "use": "f2f", "heads": 3 } }""", """{ "attention": { "use": "none" } }""");

        var again = OptionsBinder.Settle<Chosen>(
            LayeredConfig.Read(folder.Write("kept.json", settled.Config.ToJson()), []), TinyRun.Catalog);

        Assert.Single(settled.Notices);
        Assert.Empty(again.Notices);
    }

    [Theory]
    [InlineData("""{ "attention": { "use": "none", "heads": 3 } }""", "above.json:1")]
    [InlineData("""{ "attention": { "use": "none" } }""", "--set attention.heads=3", "attention.heads=3")]
    public void Settle_OptionOfTheSameOrAHigherLayer_StaysAFault(string above, string place, params string[] settings)
    {
        const string Below = """{ "attention": { "use": "f2f", "heads": 2 } }""";

        Assert.Equal($"{place}: attention has no option 'heads'. It has no options.",
            folder.FaultsOf(() => Settle(Below, above, settings)));
    }

    [Theory]
    [InlineData("""{ "attention": { "use": "f2f", "haeds": 2 } }""", "none")] // nor had the former part
    [InlineData("""{ "attention": { "use": "f2f", "haeds": 2 } }""", "f2f")]  // no other part
    [InlineData("""{ "attention": { "haeds": 2 } }""", "none")]               // set for no part
    public void Settle_OptionThatNoPartHad_StaysAFault(string below, string use) => Assert.StartsWith(
        "below.json:1: attention has no option 'haeds'.",
        folder.FaultsOf(() => Settle(below, $$"""{ "attention": { "use": "{{use}}" } }""")));

    [Theory]
    [InlineData("theirs")]        // not installed
    [InlineData("never-offered")] // its plugin cannot be loaded
    public void Settle_FormerPartThatCannotBeAsked_IsBelieved(string former) => Assert.Equal(
        [$"below.json:1: attention.iterations was set for '{former}' and is dropped: 'none' has no such option."],
        Settle($$"""{ "attention": { "use": "{{former}}", "iterations": 2 } }""",
            """{ "attention": { "use": "none" } }""").Notices.Select(folder.Shorten));

    [Fact]
    public void Settle_FormerPartThatComesBack_HasItsOptionsAgain()
    {
        var settled = Settle("""{ "attention": { "use": "f2f", "bias": true } }""",
            """{ "attention": { "use": "none" } }""", "attention.use=f2f");

        Assert.Empty(settled.Notices);
        Assert.Equal("""{"attention":{"use":"f2f","bias":true}}""", Kept(settled));
    }

    [Fact]
    public void Settle_ThirdPart_NamesThePartThatEachOptionWasSetFor()
    {
        var settled = Settle("""{ "attention": { "use": "f2f", "bias": true } }""",
            """{ "attention": { "use": "linear", "heads": 2 } }""", "attention.use=none");

        Assert.Equal(
        [
            "below.json:1: attention.bias was set for 'f2f' and is dropped: 'none' has no such option.",
            "above.json:1: attention.heads was set for 'linear' and is dropped: 'none' has no such option."
        ], settled.Notices.Select(folder.Shorten));
    }

    [Fact]
    public void Settle_PartOfAMap_TakesTheKeyForTheFormerPart()
    {
        var settled = Settle("""{ "conditions": { "speaker": { "embedding": 3, "hidden": 5 } } }""",
            """{ "conditions": { "speaker": { "use": "melstyle" } } }""");

        Assert.Equal(["below.json:1: conditions.speaker.embedding was set for 'speaker' and is dropped: 'melstyle' has "
            + "no such option."], settled.Notices.Select(folder.Shorten));
        Assert.Equal("""{"conditions":{"speaker":{"hidden":5,"use":"melstyle"}}}""", Kept(settled));
    }

    [Fact]
    public void Settle_PartOfAMapUnderANameOfPeoples_IsFoundByIt()
    {
        var settled = Settle("""{ "conditions": { "who=me": { "use": "speaker", "embedding": 3 } } }""",
            """{ "conditions": { "who=me": { "use": "melstyle" } } }""");

        Assert.Single(settled.Notices);
        Assert.Equal("""{"conditions":{"who=me":{"use":"melstyle"}}}""", Kept(settled));
    }

    [Fact]
    public void Settle_KeyOfAMapThatIsNoPart_WasNeverTheFormerOne() => Assert.StartsWith(
        "below.json:1: conditions.mine has no option 'embedding'.",
        folder.FaultsOf(() => Settle("""{ "conditions": { "mine": { "embedding": 3 } } }""",
            """{ "conditions": { "mine": { "use": "melstyle" } } }""")));

    [Fact]
    public void Settle_PartWithinTheFormerPart_GoesWithIt()
    {
        var settled = Settle("""
            { "corpus": { "use": "text-folder", "path": "mini", "phonemizer": { "use": "cmudict", "pause": "sil" } } }
            """, """{ "corpus": { "use": "textgrid-folder" } }""");

        Assert.Equal(["below.json:1: corpus.phonemizer was set for 'text-folder' and is dropped: 'textgrid-folder' has "
            + "no such option."], settled.Notices.Select(folder.Shorten));
        Assert.Equal("""{"corpus":{"use":"textgrid-folder","path":"mini"}}""", Kept(settled));
    }

    [Fact]
    public void Settle_Sites_LoseWhatWasSetForTheFormerDefault()
    {
        var settled = Settle("""
            { "sites": { "use": "f2f", "heads": 3, "bias": true,
              "mid": { "dropout": 0.1, "heads": 1 },
              "up.0": { "use": "f2b", "bias": true } } }
            """, """{ "sites": { "use": "linear" } }""");

        Assert.Equal(
        [
            "below.json:1: sites.bias was set for 'f2f' and is dropped: 'linear' has no such option.",
            "below.json:2: sites.mid.dropout was set for 'f2f' and is dropped: 'linear' has no such option."
        ], settled.Notices.Select(folder.Shorten));
        Assert.Equal("""{"sites":{"use":"linear","heads":3,"mid":{"heads":1},"up.0":{"use":"f2b","bias":true}}}""",
            Kept(settled));
    }

    [Fact]
    public void Settle_SiteWithAPartOfItsOwn_KeepsItsFaults() => Assert.Equal(
        "below.json:1: sites.mid has no option 'heads'. It has no options.",
        folder.FaultsOf(() => Settle("""{ "sites": { "use": "f2f", "mid": { "use": "none", "heads": 2 } } }""",
            """{ "sites": { "use": "linear" } }""")));

    private SettledConfig<Chosen> Settle(string below, string above, params string[] settings)
    {
        folder.Write("below.json", below);
        var extending = above.Insert(1, " \"extends\": \"below.json\",");
        return OptionsBinder.Settle<Chosen>(
            LayeredConfig.Read(folder.Write("above.json", extending), settings), WithBroken);
    }

    private static string Kept(SettledConfig<Chosen> settled) => string.Concat(settled.Config.ToJson().Split('\n')
        .Select(line => line.Trim().Replace("\": ", "\":", StringComparison.Ordinal)));

    [SiteNames("mid", "up.0")]
    private sealed record Chosen
    {
        public Part<IReferenceAttention, AttentionSite>? Attention { get; init; }

        public PerSite<Part<IReferenceAttention, AttentionSite>>? Sites { get; init; }

        public Part<ICorpus, CorpusContext>? Corpus { get; init; }

        public IReadOnlyDictionary<string, Part<IConditioner, ConditionerContext>> Conditions { get; init; } =
            new Dictionary<string, Part<IConditioner, ConditionerContext>>();
    }
}
