using Melange.Host.Configs;

namespace Melange.Host.Tests.Configs;

/// <summary>What types an option may have: what a config writes for them, and what is wrong with it.</summary>
public sealed class OptionTypesTests : IDisposable
{
    private readonly TestFolder folder = new();

    public void Dispose() => folder.Dispose();

    public enum Side { LeftHand, RightHand }

    public sealed record Band
    {
        public required double LowHz { get; init; }
        public double? HighHz { get; init; }
        public Side Side { get; init; }
    }

    [ShortForm(nameof(File))]
    public sealed record Kept
    {
        public string? File { get; init; }
        public double Share { get; init; } = 0.5;

        public Kept Validated() => OptionsException.ThrowIfAny(
            this, File == "bad" ? ["File must be good, but was 'bad'."] : Array.Empty<string>());
    }

    public sealed record Many
    {
        public int[] Sizes { get; init; } = [];
        public int[][] Grid { get; init; } = [];
        public List<Band> Bands { get; init; } = [];
        public Dictionary<string, Band> ByName { get; init; } = [];
        public IReadOnlyDictionary<string, decimal[]> Prices { get; init; } = new Dictionary<string, decimal[]>();
        public Band? Main { get; init; }
        public TimeSpan Wait { get; init; }
        public TimeSpan? Limit { get; init; }
        public decimal Exact { get; init; }
        public byte? Small { get; init; }
        public Uri? Address { get; init; }
        public FileInfo? Table { get; init; }
        public IReadOnlyList<DirectoryInfo> Folders { get; init; } = [];
        public bool? Flag { get; init; }
        public Side? Hand { get; init; }
        public Kept Keep { get; init; } = new();
    }

    [Fact]
    public void Bind_EveryType_IsWhatTheConfigSays()
    {
        var many = Bind("""
            { "sizes": [3, 1, 2], "grid": [[1, 2], [3]], "bands": [{ "lowHz": 1 }, { "lowHz": 2, "side": "right-hand" }],
              "byName": { "b": { "lowHz": 3 }, "a": { "lowHz": 4, "highHz": 5.5 } },
              "prices": { "x": [0.1, 79228162514264337593543950335] }, "main": { "lowHz": 6 }, "wait": "00:05:00",
              "limit": "1.12:00:00.25", "exact": 0.1000000000000000000000000001, "small": 255, "address": "https://example.org/a?b=c", "flag": false, "hand": "left-hand" }
            """);

        Assert.Equal([3, 1, 2], many.Sizes);
        Assert.Equal([[1, 2], [3]], many.Grid);
        Assert.Equal([new Band { LowHz = 1 }, new Band { LowHz = 2, Side = Side.RightHand }], many.Bands);
        Assert.Equal((3, 5.5), (many.ByName["b"].LowHz, many.ByName["a"].HighHz));
        Assert.Equal([0.1m, decimal.MaxValue], many.Prices["x"]);
        Assert.Equal(6, many.Main!.LowHz);
        Assert.Equal((TimeSpan.FromMinutes(5), new TimeSpan(1, 12, 0, 0, 250)), (many.Wait, many.Limit));
        Assert.Equal(0.1000000000000000000000000001m, many.Exact);
        Assert.Equal((byte?)255, many.Small);
        Assert.Equal(new Uri("https://example.org/a?b=c"), many.Address);
        Assert.Equal((false, Side.LeftHand), (many.Flag, many.Hand));
    }

    [Fact]
    public void Bind_ShortFormOfASection_IsItsOneOption()
    {
        Assert.Equal(new Kept { File = "a.txt" }, Bind("{ \"keep\": \"a.txt\" }").Keep);
        Assert.Equal(new Kept { File = "" }, Bind("{ \"keep\": \"\" }").Keep);
        Assert.Equal(new Kept { Share = 0.1 }, Bind("{ \"keep\": { \"share\": 0.1 } }").Keep);
    }

    [Theory]
    [InlineData("\"keep\": []", "keep must be a text, or a section: { ... }, but was a list.")]
    [InlineData("\"keep\": \"bad\"", "keep.file must be good, but was 'bad'.")]
    [InlineData("\"sizes\": 3", "sizes must be a list: [ ... ], but was '3'.")]
    [InlineData("\"sizes\": [1, \"x\"]", "sizes.1 must be a whole number, but was 'x'.")]
    [InlineData("\"bands\": [{}]", "bands.0.lowHz is missing; expected a number.")]
    [InlineData("\"bands\": [{ \"lowHz\": 1, \"highHertz\": 2 }]",
        "bands.0 has no option 'highHertz'. Did you mean 'highHz'? Known: highHz, lowHz, side.")]
    [InlineData("\"byName\": { \"a\": { \"lowHz\": 1, \"side\": \"left\" } }",
        "byName.a.side must be one of left-hand, right-hand, but was 'left'.")]
    [InlineData("\"wait\": 90",
        "wait must be a duration: hours:minutes:seconds, with days before a dot, but was '90'.")]
    [InlineData("\"wait\": \"5:00\"",
        "wait must be a duration: hours:minutes:seconds, with days before a dot, but was '5:00'.")]
    [InlineData("\"address\": \"/a:b\"",
        "address must be an address with its scheme: https://..., but was '/a:b'.")]
    [InlineData("\"sizes\": [1, null, 2]", "a list must not hold null; leave the item out.")]
    [InlineData("\"exact\": \"much\"", "exact must be a number, but was 'much'.")]
    [InlineData("\"small\": 256", "small must be a whole number from 0 to 255, but was '256'.")]
    [InlineData("\"address\": \"example.org\"",
        "address must be an address with its scheme: https://..., but was 'example.org'.")]
    [InlineData("\"table\": []", "table must be a path of a file, but was a list.")]
    [InlineData("\"folders\": [\"\"]", "folders.0 must be a path of a folder, but was ''.")]
    public void Bind_SomethingElse_SaysWhatIsExpected(string option, string message)
    {
        var faults = Assert.Throws<FaultException>(() => Bind($"{{ {option} }}")).Faults;

        Assert.Equal(message, Assert.Single(faults).Message);
    }

    [Fact]
    public void Bind_Paths_AreRelativeToTheFileThatSaysThem()
    {
        folder.Write("deep/base.json", """{ "table": "tables/a.txt", "folders": ["one", "/two"] }""");
        var file = folder.Write("top.json", """{ "extends": "deep/base.json", "folders": ["three"] }""");

        var (below, above) = (Paths(LayeredConfig.Read($"{folder.Name}/deep/base.json", [])),
            Paths(LayeredConfig.Read(file, [])));
        var set = Paths(LayeredConfig.Read(file, ["table=a.txt"]));

        Assert.Equal(($"{folder.Name}/deep/tables/a.txt", $"{folder.Name}/deep/one /two"), below);
        Assert.Equal(($"{folder.Name}/deep/tables/a.txt", $"{folder.Name}/three"), above);
        Assert.Equal("a.txt", set.Table);
    }

    [Fact]
    public void Settle_Paths_AreWrittenOutSoThatTheConfigMeansTheSameElsewhere()
    {
        var file = folder.Write("deep/base.json", """{ "table": "tables/a.txt", "folders": ["one", "/two"] }""");

        var settled = OptionsBinder.Settle<Many>(LayeredConfig.Read(file, []), TinyRun.Catalog).Config;

        var copy = folder.Write("elsewhere/config.json", settled.ToJson());
        Assert.Equal(($"{folder.Name}/deep/tables/a.txt", $"{folder.Name}/deep/one /two"),
            Paths(LayeredConfig.Read(copy, [])));
    }

    [Fact]
    public void Bind_PerSiteOfNullable_KeepsItsType()
    {
        var config = LayeredConfig.Parse("""{ "share": { "default": 0.5, "mid": 1 } }""", "many.json");

        var share = OptionsBinder.Bind<Sites>(config, TinyRun.Catalog).Share;

        Assert.Equal((0.5, 1), (share.At("up"), share.At("mid")));
    }

    [SiteNames("mid", "up")]
    public sealed record Sites
    {
        public PerSite<double?> Share { get; init; } = new(null);
    }

    private static (string Table, string Folders) Paths(LayeredConfig config)
    {
        var many = OptionsBinder.Bind<Many>(config, TinyRun.Catalog);
        return (Shown(many.Table!), string.Join(' ', many.Folders.Select(Shown)));

        static string Shown(FileSystemInfo path) =>
            path.FullName.Replace($"{Directory.GetCurrentDirectory()}/", "", StringComparison.Ordinal);
    }

    private static Many Bind(string json) =>
        OptionsBinder.Bind<Many>(LayeredConfig.Parse(json, "many.json"), TinyRun.Catalog);
}
