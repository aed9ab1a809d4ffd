using System.Text.Json;
using Melange.Host.Checking;
using Melange.Host.Checkpoints;
using Melange.Host.Configs;
using Melange.Host.Experiments;
using Melange.Host.Runs;

namespace Melange.Host.Tests.Checking;

/// <summary>What a check counts where something was trained before.</summary>
public sealed class TrainedBeforeCheckTests
{
    [Fact]
    public async Task RunAsync_WeightsOfAnotherExperiment_CountNoTrainingOfThem()
    {
        using var tiny = new TinyRun();
        Train(tiny, "f2f", 1, step: 6);
        Train(tiny, "f2f", 2, step: 4); // not trained to its end
        var request = Request(tiny, "seeds=[1,2]") with { WeightsOf = [$"{tiny.Folder}/other"] };

        var report = await CheckAsync(request);

        Assert.Empty(report.Faults);
        Assert.Equal([$"new, weights of {tiny.Folder}/other/f2f/seed-1", "new", "new", "new"],
            report.Variants.SelectMany(variant => variant.Trials).Select(trial => trial.State));
        Assert.Equal((4, 1), (report.Open, report.Taking));
        Assert.Equal((3 * (2 * 1 + 4 * 3 + 5) + 5) / 2.0, report.Seconds);
    }

    [Fact]
    public async Task RunAsync_WeightsOfOtherPluginsOrDamaged_AreNotCounted()
    {
        using var tiny = new TinyRun();
        var manifest = Train(tiny, "f2f", 1, step: 6);
        var text = File.ReadAllText(manifest);
        var request = Request(tiny) with { WeightsOf = [$"{tiny.Folder}/other"] };

        Assert.Equal(1, (await CheckAsync(request)).Taking);
        File.WriteAllText(manifest, text.Replace("\"sha256\": \"", "\"sha256\": \"0", StringComparison.Ordinal));
        Assert.Equal(0, (await CheckAsync(request)).Taking);
        File.WriteAllText(manifest, "{");
        Assert.Equal(0, (await CheckAsync(request)).Taking);
    }

    [Fact]
    public async Task RunAsync_WeightsOfFoldersWithoutTrials_AreAllFaults()
    {
        using var tiny = new TinyRun();

        var report = await CheckAsync(Request(tiny) with { WeightsOf = [tiny.Folder, "nowhere"] });

        Assert.Equal(new[] { tiny.Folder, "nowhere" }.Select(folder => $"{folder}: has no trial with a checkpoint "
            + "(<variant>/seed-<n>/checkpoint); name the folder of an experiment's results."),
            report.Faults.Select(fault => fault.ToString()));
    }

    [Fact]
    public async Task RunAsync_AlikeTrialThatIsFinishedWithoutWeights_GivesNone()
    {
        using var tiny = new TinyRun();
        var experiment = $"{tiny.Folder}/alike.json";
        File.WriteAllText(experiment, """
            { "base": "tiny.json",
              "variants": { "one": {}, "hot": { "synthesis": { "noise": { "temperature": 0.5 } } } } }
            """);
        Directory.CreateDirectory($"{tiny.Folder}/run/one/seed-1");
        File.WriteAllText($"{tiny.Folder}/run/one/seed-1/result.json", "{}");

        var report = await CheckAsync(new(experiment, [], $"{tiny.Folder}/run"));

        Assert.Equal(["complete", "new"],
            report.Variants.SelectMany(variant => variant.Trials).Select(trial => trial.State));
    }

    [Fact]
    public async Task RunAsync_DifferencesAccepted_CountWhatIsStillToBeDone()
    {
        using var tiny = new TinyRun();
        var before = Trial.Of(("f2f", 1), LayeredConfig.Read(tiny.File, []), TinyRun.Catalog, $"{tiny.Folder}/run");
        Directory.CreateDirectory($"{before.Folder.Checkpoint}/step-00000006");
        File.WriteAllText(before.Folder.Config, before.Config.ToJson());
        File.WriteAllText(before.Folder.Result, "{}");
        before.Folder.WritePlugins(PluginStamps.Of(before.Config, TinyRun.Catalog));
        var printed = new StringWriter();
        var experiment = $"{tiny.Folder}/one.json";
        File.WriteAllText(experiment, """{ "base": "tiny.json", "variants": { "f2f": {} }, "timingRounds": 0 }""");
        var request = new CheckRequest(experiment, ["training.steps=8"], $"{tiny.Folder}/run");

        var refused = await CheckAsync(request);
        var accepted = await CheckAsync(request with { Rule = LoadRule.Accepting(printed) });

        Assert.Contains("was made with other settings: training.steps 6 → 8",
            Assert.Single(refused.Faults).Message);
        Assert.Empty(accepted.Faults);
        Assert.Equal($"{tiny.Folder}/run/f2f/seed-1: does not fit (- missing, + too many, ~ other); going on with what "
            + "fits:\n  training.steps 6 → 8\n", printed.ToString());
        Assert.Equal("goes on from step 6", Assert.Single(Assert.Single(accepted.Variants).Trials).State);
        Assert.Equal(2 * 3 + 5, accepted.Seconds);
    }

    [Fact]
    public async Task RunAsync_TimingRounds_AreCountedOneAfterTheOtherWhereATrialLacksItsTimes()
    {
        using var tiny = new TinyRun();
        var (f2f, f2b) = (Finished("f2f"), Finished("f2b"));

        Assert.Equal(3 * 2 * 2, await TimingAsync()); // three rounds of two trials
        File.WriteAllText(f2f.Timing, "{}");
        Assert.Equal(3 * 2 * 2, await TimingAsync()); // one lacks its times: all anew
        File.WriteAllText(f2b.Timing, "{}");
        Assert.Equal(0, await TimingAsync());
        File.Delete(f2f.Result);
        Assert.Equal(3 * 2 * 2, await TimingAsync()); // it is to be evaluated, and its times go
        Directory.Delete(f2b.Checkpoint, recursive: true);
        Assert.Equal(3 * 1 * 2, await TimingAsync()); // without weights nothing can be timed
        var whole = await CheckAsync(Request(tiny, "timingRounds=3"));
        Assert.Equal(5 + 3 * 1 * 2, whole.Seconds);   // the evaluation, too

        async Task<double> TimingAsync() => (await CheckAsync(Request(tiny, "timingRounds=3"))).TimingSeconds;

        TrialFolder Finished(string variant)
        {
            var folder = Trial.FolderOf($"{tiny.Folder}/run", variant, 1);
            Directory.CreateDirectory($"{folder.Checkpoint}/step-00000006");
            File.WriteAllText(folder.Result, "{}");
            return folder;
        }
    }

    // A trial of another experiment, trained so far; its manifest is returned.
    private static string Train(TinyRun tiny, string variant, int seed, int step)
    {
        var trial = Trial.Of(
            (variant, seed), LayeredConfig.Read(tiny.File, []), TinyRun.Catalog, $"{tiny.Folder}/other");
        var checkpoint = Checkpoint.Named(trial.Folder.Checkpoint, step, 0);
        Directory.CreateDirectory(checkpoint.Path);
        var origin = CheckpointOrigin.Of(trial.Config, TinyRun.Catalog, new([], [], [])) with { Threads = 1 };
        File.WriteAllText(checkpoint.ManifestFile, JsonSerializer.Serialize(CheckpointManifest.Of(origin),
            TrialFolder.Json));
        return checkpoint.ManifestFile;
    }

    private static CheckRequest Request(TinyRun tiny, params string[] settings) =>
        new(tiny.Experiment, settings, $"{tiny.Folder}/run");

    private static Task<CheckReport> CheckAsync(CheckRequest request) => new ExperimentCheck(
            request, TinyRun.Catalog, ExperimentCheckTests.Plenty,
            _ => Task.FromResult(ExperimentCheckTests.Sound)).RunAsync(_ => { });
}
