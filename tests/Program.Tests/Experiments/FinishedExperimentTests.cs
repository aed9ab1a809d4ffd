using Melange.Host.Runs;
using Melange.Host.Tests.Probing;

namespace Melange.Host.Tests.Experiments;

/// <summary>What an experiment leaves, and what becomes of it when it is run again.</summary>
[Collection(OfOneTrainedRun.Name)]
public sealed class FinishedExperimentTests(TrainedRun run)
{
    [Fact]
    public void Ab_TinyExperiment_WritesReportAndResultsAndRunsNothingTwice()
    {
        var results = Results();

        var again = run.Again(run.Folder, "training.steps=3");

        Assert.Equal(0, again.ExitCode);
        Assert.Equal(2, results.Count);
        Assert.Equal(results, Results());
        var report = File.ReadAllText($"{run.Folder}/report.html");
        string[] expected = ["f2f", "f2b", "mcd", "slt_neutral_09", "data:audio/wav;base64"];
        Assert.All(expected, text => Assert.Contains(text, report));
        Assert.Contains("Report: ", run.Output);
    }

    [Fact]
    public void Ab_TinyExperiment_MeasuresEveryHeldOutUtterance()
    {
        var result = new TrialFolder($"{run.Folder}/f2f/seed-1").ReadResult()!;

        Assert.Equal(["slt_neutral_09", "slt_neutral_10"], result.Pairs.Select(pair => pair.TargetId));
        Assert.All(result.Pairs, pair => Assert.NotEqual(pair.Text, pair.ReferenceText));
        Assert.All(result.Pairs, pair => Assert.True(pair.Values["mcd"] > 0 && pair.Values["rtf"] > 0));
        // the hard rule
        Assert.All(result.Pairs, pair => Assert.Equal(1, pair.Values["phoneme-hit-rate"]!.Value, 1e-5));
        Assert.Equal(["phoneme-hit-rate"],
            result.Metrics.Where(metric => metric.Value.IsByConstruction).Select(metric => metric.Key));
        Assert.Contains("by construction", run.Output);
        Assert.Equal([1, 2, 3], result.Losses.Select(point => point.Step));
        Assert.Equal(["down.0", "down.1", "down.2", "mid", "up.0", "up.1"], result.Losses[0].Rezero.Keys);
    }

    [Fact]
    public void Ab_TimedExperiment_HasTimesOfAllRoundsBesideResultsThatHaveNone()
    {
        Assert.Contains("Timing 2 trained models, each alone, 2 times in turn.", run.Output);
        Assert.All(new[] { "f2f", "f2b" }, variant =>
        {
            var folder = new TrialFolder($"{run.Folder}/{variant}/seed-1");
            var timing = folder.ReadResult()!.Timing!;
            Assert.Equal((2, true), (timing.Rounds, timing.ScoreSeconds > 0 && timing.PeakMemoryMegabytes > 0));
            Assert.Equal(["same-style/slt_neutral_09", "same-style/slt_neutral_10"],
                timing.Values["rtf"].Keys.Order());
            Assert.DoesNotContain("\"rtf\": 0", File.ReadAllText(folder.Result));
            Assert.Equal(["timing.json", "timing.log"], Directory.GetFiles(folder.Path, "timing*")
                .Select(Path.GetFileName).Order());
        });
    }

    [Fact]
    public void Ab_OneTrialWithoutItsTimes_TimesAllAnew()
    {
        var folder = run.Copy("untimed");
        File.Delete($"{folder}/f2b/seed-1/timing.json");

        var (exitCode, errors) = run.Again(folder, "training.steps=3", "--set", "timingRounds=1");

        Assert.Equal((0, ""), (exitCode, errors));
        Assert.All(new[] { "f2f", "f2b" }, variant =>
            Assert.Equal(1, new TrialFolder($"{folder}/{variant}/seed-1").ReadResult()!.Timing!.Rounds));
    }

    [Fact]
    public void Ab_TinyExperiment_KeepsTheSpeechOfEveryPairAndListsIt()
    {
        var folder = Path.GetFullPath($"{run.Folder}/f2f/seed-1");

        var rows = File.ReadAllLines($"{folder}/pairs.csv").Select(row => row.Split(',')).ToList();

        Assert.Equal("id,target,reference,text,reference_text,speaker,emotion,protocol,told_speaker,told_emotion,"
            + "synthesised_wav,target_wav,reference_wav", string.Join(',', rows[0]));
        Assert.Equal(["same-style/slt_neutral_09", "same-style/slt_neutral_10"], rows.Skip(1).Select(row => row[0]));
        Assert.Equal(["same-style", "slt", "neutral"], rows[1][7..10]);
        Assert.Equal("pairs/same-style/slt_neutral_09/target.wav", rows[1][11]);             // shown
        Assert.EndsWith("/corpus/wav/slt_neutral_10.wav", rows[2][11], StringComparison.Ordinal);
        Assert.Equal($"pairs/{rows[2][0]}/synthesised.wav", rows[2][10]);
        Assert.All(rows.Skip(1).SelectMany(row => row[10..]), wav => Assert.True(
            new FileInfo(Path.Combine(folder, wav)).Length > 44, wav));
        Assert.Equal(["synthesised.wav"],
            Directory.GetFiles($"{folder}/pairs/same-style/slt_neutral_10").Select(Path.GetFileName));
    }

    [Fact]
    public void Ab_OtherSettingsInTheSameFolder_SaysWhatDiffersAndWritesNothing()
    {
        var before = Written();

        var (exitCode, errors) = run.Again(run.Folder, "training.steps=4");

        Assert.Equal(2, exitCode);
        Assert.Equal(before, Written());
        Assert.Equal(
            $"{run.Folder}/f2f/seed-1: was made with other settings: training.steps 3 → 4. So it is with 1 more: f2b, "
            + "seed 1. Use --fresh to start them again, --out for another folder, or --accept-differences to go on "
            + "with them.\n1 fault; nothing was written.\n", errors);
    }

    private Dictionary<string, DateTime> Results() => Written("result.json");

    private Dictionary<string, DateTime> Written(string files = "*.json") =>
        Directory.GetFiles(run.Folder, files, SearchOption.AllDirectories)
            .ToDictionary(file => file, File.GetLastWriteTimeUtc);
}
