using Melange.Host.Configs;
using Melange.Host.Guarding;
using Melange.Host.Plugins;

namespace Melange.Host.Tests.Configs;

public sealed class OptionsBinderTests : IDisposable
{
    private const string KnownAttentions = "Known: f2b, f2f, linear.";
    private const string Estimator = """{ "estimator": { "use": "unet", "attention": { "use": "f2f" } } }""";
    private const string Attention = """{ "model": { "estimator": { "use": "unet", "attention": ATTENTION } } }""";
    private static readonly AttentionSite Site = new("mid", 2, 64, 20, 128);
    private readonly TestFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Bind_EveryKindOfOption_ReadsIt()
    {
        var training = Bind<SampleTraining>("""
            {
              "steps": 300, "seed": 9000000000, "rate": 1e-2, "clip": 5, "shuffle": true, "device": "cpu",
              "pairs": "held-out", "levels": [2, 1], "weights": { "z": 1, "a": 0.5 }
            }
            """);

        Assert.Equal((300, 9000000000, 0.01, 5.0), (training.Steps, training.Seed, training.Rate, training.Clip));
        Assert.Equal((true, "cpu", SamplePairs.HeldOut), (training.Shuffle, training.Device, training.Pairs));
        Assert.Equal([2, 1], training.Levels);
        Assert.Equal([new("z", 1), new("a", 0.5)], training.Weights);
    }

    [Fact]
    public void Bind_NothingSet_KeepsDefaults()
    {
        var training = Bind<SampleTraining>("{}");

        Assert.Equal((10, 0.1, null, "auto"), (training.Steps, training.Rate, training.Clip, training.Device));
    }

    [Fact]
    public void Bind_Parts_AreBuiltWithTheirOptionsAndContext()
    {
        var run = Bind<SampleRun>(Attention.Replace("ATTENTION", """{ "use": "f2b", "heads": 8 }"""));

        var estimator = (SampleEstimator)run.Model.Estimator.Build(new EstimatorContext(80, [], new(), []));
        var attention = (SampleAttention)estimator.Options.Attention.Build(Site);

        Assert.Equal(("unet", "f2b"), (run.Model.Estimator.Id, estimator.Options.Attention.Id));
        Assert.Equal((8, 32), (attention.Options.Heads, attention.Options.Features));
        Assert.Equal($"{Site}", $"{attention.Site}");
        Assert.Null(run.Model.Gate);
    }

    [Fact]
    public void Bind_MapOfParts_KeepsTheFilesOrderAndNamesPartsByKey()
    {
        var run = Bind<SampleRun>("""
            { "model": { "estimator": { "use": "unet", "attention": { "use": "f2f" } } },
              "conditioning": { "speaker": {}, "mine": { "use": "melstyle" }, "emotion": {} } }
            """);

        Assert.Equal(["speaker", "mine", "emotion"], run.Conditioning.Keys);
        Assert.Equal(["speaker", "melstyle", "emotion"], run.Conditioning.Values.Select(part => part.Id));
    }

    [Fact]
    public void Bind_ManyFaults_ListsAllAtOnce()
    {
        var faults = Faults<SampleRun>("""
            {
              "model": { "estimator": {
                "use": "unet",
                "attention": {
                  "use": "f2f",
                  "haeds": 4,
                  "features": "many"
                }
              } },
              "trainign": {},
              "training": {
                "steps": 0,
                "rate": 1.5.2,
                "device": { "kind": "cpu" }
              },
              "conditioning": { "speakr": {} }
            }
            """.Replace("1.5.2", "\"1.5.2\"", StringComparison.Ordinal), ["training.seed=abc"]);

        Assert.Equal("""
            mine.json:6: model.estimator.attention has no option 'haeds'. Did you mean 'heads'? Known: features, heads.
            mine.json:7: model.estimator.attention.features must be a whole number, but was 'many'.
            mine.json:10: the config has no option 'trainign'. Did you mean 'training'? Known: KNOWN.
            mine.json:13: training.rate must be a number, but was '1.5.2'.
            mine.json:14: training.device must be a text, but was a section.
            --set training.seed=abc: training.seed must be a whole number, but was 'abc'.
            mine.json:12: training.steps must be at least 1, but was 0.
            mine.json:16: no conditioning is called 'speakr'. Did you mean 'speaker'? Known: emotion, melstyle, speaker.
            """.Replace("KNOWN", "audio, conditioning, model, training", StringComparison.Ordinal), faults);
    }

    [Theory]
    [InlineData("\"steps\": 3.5", "training.steps must be a whole number, but was '3.5'.")]
    [InlineData("\"steps\": 99999999999",
        "training.steps must be a whole number from -2147483648 to 2147483647, but was '99999999999'.")]
    [InlineData("\"weights\": { \"a\": 1, \"b\": \"x\" }", "training.weights.b must be a number, but was 'x'.")]
    [InlineData("\"rate\": \"x\", \"clip\": 0.01", "training.rate must be a number, but was 'x'.")]
    [InlineData("\"steps\": \"0x10\"", "training.steps must be a whole number, but was '0x10'.")]
    [InlineData("\"steps\": true", "training.steps must be a whole number, but was 'true'.")]
    [InlineData("\"steps\": [1]", "training.steps must be a whole number, but was a list.")]
    [InlineData("\"rate\": \"NaN\"", "training.rate must be a number, but was 'NaN'.")]
    [InlineData("\"shuffle\": \"yes\"", "training.shuffle must be true or false, but was 'yes'.")]
    [InlineData("\"pairs\": \"HeldOut\"",
        "training.pairs must be one of held-out, all, but was 'HeldOut'. Did you mean 'held-out'?")]
    [InlineData("\"levels\": 2", "training.levels must be a list: [ ... ], but was '2'.")]
    [InlineData("\"levels\": [1, \"x\"]", "training.levels.1 must be a whole number, but was 'x'.")]
    [InlineData("\"weights\": 2", "training.weights must be a section: { ... }, but was '2'.")]
    [InlineData("\"Steps\": 2", "training has no option 'Steps'. Did you mean 'steps'? " +
        "Known: clip, device, levels, pairs, rate, seed, shuffle, steps, weights.")]
    [InlineData("\"twiceSteps\": 2", "training has no option 'twiceSteps'. " +
        "Known: clip, device, levels, pairs, rate, seed, shuffle, steps, weights.")]
    [InlineData("\"hidden\": 2", "training has no option 'hidden'. " +
        "Known: clip, device, levels, pairs, rate, seed, shuffle, steps, weights.")]
    [InlineData("\"clip\": 0.01", "training.clip must be at least rate = 0.1, but was 0.01.")]
    public void Bind_BrokenOption_SaysWhatToChange(string option, string fault)
    {
        var json = $$"""
            { "model": {{Estimator}},
              "training": {
                {{option}} } }
            """;

        Assert.Equal($"mine.json:3: {fault}", Faults<SampleRun>(json));
    }

    [Theory]
    [InlineData("""{ "use": "f2x" }""", "no attention is called 'f2x'. Did you mean 'f2f'? " + KnownAttentions)]
    [InlineData("""{ "use": "F2F" }""", "no attention is called 'F2F'. Did you mean 'f2f'? " + KnownAttentions)]
    [InlineData("null",
        "model.estimator.attention is missing; expected a part: { \"use\": ... }. " + KnownAttentions)]
    [InlineData("{}",
        "model.estimator.attention has no 'use'; expected a part: { \"use\": ... }. " + KnownAttentions)]
    [InlineData("\"f2f\"",
        "model.estimator.attention must be a part: { \"use\": ... }, but was 'f2f'. " + KnownAttentions)]
    [InlineData("""{ "use": ["f2f"] }""",
        "model.estimator.attention.use must be the id of a part, but was a list. " + KnownAttentions)]
    public void Bind_BrokenSlot_NamesTheKnownParts(string attention, string fault) =>
        Assert.Equal($"mine.json:1: {fault}", Faults<SampleRun>(Attention.Replace("ATTENTION", attention)));

    [Theory]
    [InlineData("{}", "mine.json:1: model is missing; expected a section: { ... }.")]
    [InlineData($$"""{ "model": {{Estimator}}, "conditioning": 5 }""",
        "mine.json:1: conditioning must be parts by name: { ... }, but was '5'. Known: emotion, melstyle, speaker.")]
    [InlineData($$"""{ "model": {{Estimator}}, "conditioning": { "speaker": { "x": 1 } } }""",
        "mine.json:1: conditioning.speaker has no option 'x'. It has no options.")]
    public void Bind_BrokenSection_SaysWhatIsExpected(string json, string fault) =>
        Assert.Equal(fault, Faults<SampleRun>(json));

    [Fact]
    public void Bind_SlotWithoutAnyPart_SaysSo()
    {
        var json = $$"""{ "model": {{Estimator[..^1]}}, "gate": { "use": "soft" } } }""";

        Assert.Equal("mine.json:1: no gate is called 'soft'. None is loaded.", Faults<SampleRun>(json));
    }

    [Fact]
    public void Bind_UnknownPartAndRejectedPlugin_NamesThePlugin()
    {
        var catalog = SampleCatalog.With(new RejectedPlugin("plugins/X", "X is broken."));
        var config = Read(Attention.Replace("ATTENTION", """{ "use": "fancy" }"""), []);

        Assert.Equal("mine.json:1: no attention is called 'fancy'. Known: f2b, f2f, linear. " +
            "A plugin was left out: plugins/X: X is broken.",
            folder.FaultsOf(() => OptionsBinder.Bind<SampleRun>(config, catalog)));
    }

    [Fact]
    public void Bind_OptionalRecord_IsCheckedWhereItIsSet()
    {
        var json = $$"""
            { "model": {{Estimator}},
              "audio": { "bins": 0,
                "highHz": 9000 } }
            """;

        Assert.Equal("""
            mine.json:2: audio.bins must be at least 1, but was 0.
            mine.json:3: audio.highHz must be above lowHz and at most 8000, but was 9000.
            """, Faults<SampleRun>(json));
    }

    [Fact]
    public void Bind_BrokenRuleOfDefault_PointsAtTheSection() =>
        Assert.Equal("mine.json:1: clip must be at least rate = 5, but was 3.\n" +
            "mine.json:1: steps must be at least 1, but was 0.",
            string.Join('\n', Faults<SampleTraining>("""{ "rate": 5, "clip": 3, "steps": 0 }""").Split('\n').Order()));

    [Fact]
    public void Bind_KeysOfAMapThatDifferInCase_AreRefused()
    {
        var config = Read("""{ "weights": { "a": 1 } }""", ["weights.A=2"]);

        Assert.Equal("mine.json:1: weights has 'a' and 'A', which differ in case only.\n" +
            "--set weights.A=2: weights has 'A' and 'a', which differ in case only.",
            folder.FaultsOf(() => OptionsBinder.Bind<SampleTraining>(config, SampleCatalog.With())));
    }

    [Fact]
    public void Bind_SectionOfConfig_GoesOnNamingPathsFromTheRoot()
    {
        var section = Read("{\n\"training\": {\n\"stepps\": 5 } }", []).Section("training");

        Assert.StartsWith("mine.json:3: training has no option 'stepps'. Did you mean 'steps'?",
            folder.FaultsOf(() => OptionsBinder.Bind<SampleTraining>(section, SampleCatalog.With())));
    }

    [Fact]
    public void Build_BoundPartThatThrows_NamesThePlugin()
    {
        var catalog = PluginCatalog.Load([TestFolder.TestPlugins]);
        var bound = OptionsBinder.Bind<SampleUnet>(Read("""{ "attention": { "use": "brittle" } }""", []), catalog);

        var failure = Assert.Throws<PluginException>(() => bound.Attention.Build(Site));

        Assert.StartsWith("Plugin 'ThrowsOnBuild' 0.1.0 (", failure.Message);
    }

    [Fact]
    public void Bind_PluginsOptions_AreBoundAndChecked()
    {
        var catalog = PluginCatalog.Load([TestFolder.TestPlugins]);
        var good = Read("""{ "attention": { "use": "echo", "times": 3 } }""", []);
        var bad = good.WithSettings(["attention.times=0"]);

        var part = OptionsBinder.Bind<SampleUnet>(good, catalog).Attention.Build(Site);

        Assert.Equal("hello from mid, 3 times, logging", part.ToString());
        Assert.Equal("--set attention.times=0: attention.times must be at least 1, but was 0.",
            folder.FaultsOf(() => OptionsBinder.Bind<SampleUnet>(bad, catalog)));
    }

    private T Bind<T>(string json) where T : class => OptionsBinder.Bind<T>(Read(json, []), SampleCatalog.With());

    private string Faults<T>(string json, params string[] settings) where T : class =>
        folder.FaultsOf(() => OptionsBinder.Bind<T>(Read(json, settings), SampleCatalog.With()));

    private LayeredConfig Read(string json, string[] settings) =>
        LayeredConfig.Read(folder.Write("mine.json", json), settings);
}
