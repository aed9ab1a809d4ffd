using Melange.Host.Checkpoints;
using Melange.Host.Configs;
using Melange.Host.Experiments;
using Melange.Host.Runs;

namespace Melange.Host.Tests.Experiments;

/// <summary>A finished trial, and plugins that are others now.</summary>
public sealed class TrialStandingTests : IDisposable
{
    private const string Advice =
        "Use --fresh to start it again, --out for another folder, or --accept-differences to go on with it.";

    private readonly TinyRun tiny = new();
    private readonly Trial trial;
    private readonly IReadOnlyList<PluginStamp> now;

    public TrialStandingTests()
    {
        var config = LayeredConfig.Read(
            tiny.File, ["synthesis.phonemizer.use=cmudict", "model.process.use=flow-matching"]);
        trial = Trial.Of(("f2f", 1), config, TinyRun.Catalog, $"{tiny.Folder}/run");
        now = PluginStamps.Of(trial.Config, TinyRun.Catalog);
        Directory.CreateDirectory($"{trial.Folder.Checkpoint}/step-00000006");
        File.WriteAllText($"{trial.Folder.Checkpoint}/step-00000006/{Checkpoint.Manifest}", "{}");
        File.WriteAllText(trial.Folder.Config, trial.Config.ToJson());
        File.WriteAllText(trial.Folder.Result, "{}");
        trial.Folder.WritePlugins(now);
    }

    public void Dispose() => tiny.Dispose();

    [Fact]
    public void Of_SamePlugins_IsComplete()
    {
        var standing = TrialStanding.Of(trial, now, new());

        Assert.Equal((6, true, "complete"), (standing.StepsDone, standing.IsComplete, standing.State));
        Assert.Empty(TrialStanding.FaultsOf([standing]));
    }

    [Theory]
    [InlineData("Corpora", true)]
    [InlineData("Conditioning", true)]
    [InlineData("Encoders", true)]
    [InlineData("Estimator", true)]
    [InlineData("Attention.F2F", true)]
    [InlineData("Gating", true)]
    [InlineData("Processes", true)]
    [InlineData("Samplers", false)]
    [InlineData("Noise", false)]
    [InlineData("Vocoders", false)]
    [InlineData("Phonemizers", false)]
    [InlineData("Metrics", false)]
    public void Of_APluginOfEachSlotRebuilt_AsksWhereItTrainedAndEvaluatesAgainElsewhere(string id, bool trained)
    {
        var then = now.Single(stamp => stamp.Id == id) with { Sha256 = "0123456789abcdef" };
        trial.Folder.WritePlugins([.. now.Where(stamp => stamp.Id != id), then]);

        var standing = TrialStanding.Of(trial, now, new());

        var change = $"~ plugin {id} {then.Version} (01234567) -> {now.Single(stamp => stamp.Id == id)}";
        Assert.Equal(trained ? [change] : [], standing.Training);
        Assert.Equal(trained ? [] : [change], standing.Evaluation);
        Assert.Equal(trained ? "complete" : "evaluated again", standing.State);
        Assert.Equal(trained ? [$"was trained by other plugins: {change}. {Advice}"] : [],
            TrialStanding.FaultsOf([standing]).Select(fault => fault.Message));
    }

    [Fact]
    public void Of_EachSlotOfTheContracts_IsOneOfThose() => Assert.Equal(
        ["Attention.F2F", "Conditioning", "Corpora", "Encoders", "Estimator", "Gating", "Metrics", "Noise",
            "Phonemizers", "Processes", "Samplers", "Vocoders"],
        now.Select(stamp => stamp.Id).Order(StringComparer.Ordinal));

    [Fact]
    public void Of_PluginRenamed_NamesBoth()
    {
        trial.Folder.WritePlugins([.. now.Select(stamp =>
            stamp.Id == "Metrics" ? stamp with { Id = "Measures" } : stamp)]);

        var standing = TrialStanding.Of(trial, now, new());

        var metrics = now.Single(stamp => stamp.Id == "Metrics");
        Assert.Equal([$"- plugin Measures {metrics}", $"+ plugin Metrics {metrics}"], standing.Evaluation);
    }

    [Theory, InlineData("Metrics"), InlineData("Estimator")]
    public void Of_MadeByOtherPluginsAndItsWeightsAreGone_AsksAndThenStands(string id)
    {
        Directory.Delete(trial.Folder.Checkpoint, recursive: true);
        var stamp = now.Single(stamp => stamp.Id == id);
        trial.Folder.WritePlugins([.. now.Where(other => other != stamp), stamp with { Sha256 = "0123456789abcdef" }]);
        var (told, printed) = (new List<string>(), new StringWriter());

        var standing = TrialStanding.Of(trial, now, new());
        TrialStanding.Accept([standing], LoadRule.Accepting(printed), told.Add);

        var change = $"~ plugin {id} {stamp.Version} (01234567) -> {stamp}";
        Assert.Equal($"was made by other plugins, and its last checkpoint is gone: {change}. Use --fresh to start it "
            + "again, --out for another folder, or --accept-differences to keep it.",
            Assert.Single(TrialStanding.FaultsOf([standing])).Message);
        Assert.Equal(["f2f, seed 1: its result stands as other plugins made it, since its last checkpoint is gone: "
            + $"{change}."], told);
        Assert.Equal("", printed.ToString());
        Assert.Equal("complete", standing.Accepted().State);
    }

    [Fact]
    public void Of_OtherSettingsAndItsWeightsAreGone_SaysThatItIsTrainedFromTheStart()
    {
        Directory.Delete(trial.Folder.Checkpoint, recursive: true);
        var other = trial with { Config = trial.Config.WithSettings(["training.batchSize=2"]) };
        var (told, printed) = (new List<string>(), new StringWriter());

        var standing = TrialStanding.Of(other, now, new());
        TrialStanding.Accept([standing], LoadRule.Accepting(printed), told.Add);
        TrialStanding.Accept([standing with { TrainedBy = "other" }], LoadRule.Accepting(printed), told.Add);

        Assert.Equal(["f2f, seed 1: its checkpoints are gone: it is trained from the start."], told);
        Assert.Contains("\n  training.batchSize 3 → 2\n", printed.ToString());
        Assert.Equal("new", standing.Accepted().State);
    }

    [Fact]
    public void FaultsOf_ManyTrialsThatDifferAlike_SayItOnceAndWhatToDoAtTheEnd()
    {
        var trials = Enumerable.Range(1, 6).Select(seed => Finished(seed, seed < 6 ? "abc" : "def")).ToList();

        var faults = TrialStanding.FaultsOf(trials.Select(each => TrialStanding.Of(each, now, new())));

        var estimator = now.Single(stamp => stamp.Id == "Estimator");
        var change = $"was trained by other plugins: ~ plugin Estimator {estimator.Version} (CODE) -> {estimator}.";
        Assert.Equal(
        [
            $"{trials[0].Folder.Path}: {change.Replace("CODE", "abc", StringComparison.Ordinal)} So it is with 4 more, "
                + "among them f2f, seed 2; f2f, seed 3; f2f, seed 4.",
            $"{trials[5].Folder.Path}: {change.Replace("CODE", "def", StringComparison.Ordinal)} Use --fresh to start "
                + "them again, --out for another folder, or --accept-differences to go on with them."
        ], faults.Select(fault => fault.ToString()));
    }

    [Fact]
    public void Accept_ManyTrialsThatDifferAlike_PrintsItOnce()
    {
        var trials = new[] { Finished(1, "abc"), Finished(2, "abc") };
        var printed = new StringWriter();

        TrialStanding.Accept(
            [.. trials.Select(each => TrialStanding.Of(each, now, new()))], LoadRule.Accepting(printed), _ => { });

        var estimator = now.Single(stamp => stamp.Id == "Estimator");
        Assert.Equal($"{trials[0].Folder.Path}: does not fit (- missing, + too many, ~ other); going on with what "
            + $"fits:\n  ~ plugin Estimator {estimator.Version} (abc) -> {estimator}\n  So it is with 1 more: f2f, seed 2.\n",
            printed.ToString());
    }

    [Fact]
    public void Of_NotedByAnEarlierVersion_ComparesThoseThatAreUsed()
    {
        var (used, unused) = (now.Single(stamp => stamp.Id == "Estimator"), "Attention.Linear");
        File.WriteAllText(trial.Folder.Plugins, $$"""
            [{{string.Join(",\n", now.Select(stamp => Old(stamp.Id, stamp.Version,
                stamp == used ? "abc" : stamp.Sha256)))}}, {{Old(unused, "0.0.9", "def")}}]
            """);

        var standing = TrialStanding.Of(trial, now, new());

        Assert.Equal([$"~ plugin Estimator {used.Version} (abc) -> {used}"], standing.Training);
        Assert.Empty(standing.Evaluation);

        static string Old(string id, string version, string hash) =>
            $$"""{ "id": "{{id}}", "version": "{{version}}", "sha256": "{{hash}}" }""";
    }

    [Fact]
    public void Of_BegunAndNotComplete_AsksForItsTrainingAlone()
    {
        File.Delete(trial.Folder.Result);
        trial.Folder.WritePlugins([.. now.Select(stamp => stamp with { Sha256 = "abc" })]);

        var standing = TrialStanding.Of(trial, now, new());

        Assert.Equal("goes on from step 6", standing.State);
        Assert.Equal(7, standing.Training.Count);
        Assert.Empty(standing.Evaluation);
    }

    [Fact]
    public void Of_NothingDoneYet_TakesWhatIsInstalled()
    {
        File.Delete(trial.Folder.Result);
        Directory.Delete(trial.Folder.Checkpoint, recursive: true);
        trial.Folder.WritePlugins([]);

        Assert.Equal("new", TrialStanding.Of(trial, now, new()).State);
        Assert.Empty(TrialStanding.Of(trial, now, new()).ToAccept);
    }

    // The same trial with another seed, finished with another estimator.
    private Trial Finished(int seed, string estimator)
    {
        var other = trial with { Seed = seed, Folder = Trial.FolderOf($"{tiny.Folder}/many", "f2f", seed) };
        Directory.CreateDirectory($"{other.Folder.Checkpoint}/step-00000006");
        File.WriteAllText(other.Folder.Config, other.Config.ToJson());
        File.WriteAllText(other.Folder.Result, "{}");
        other.Folder.WritePlugins(
            [.. now.Select(stamp => stamp.Id == "Estimator" ? stamp with { Sha256 = estimator } : stamp)]);
        return other;
    }
}
