using Melange.Host.Runs;

namespace Melange.Host.Tests.Runs;

public sealed class TrialFolderTests
{
    [Fact]
    public void ReadResult_OfAVersionBeforeMargins_HasNone()
    {
        using var folder = new TestFolder();
        folder.Write("result.json", """
            {
              "variant": "f2f", "seed": 2, "parameters": 5, "estimatorParameters": 3, "trainingSeconds": 1.5,
              "evaluationSeconds": 2.5, "peakMemoryMegabytes": 100,
              "metrics": { "mcd": { "description": "Distortion.", "unit": "dB", "higherIsBetter": false } },
              "losses": [], "pairs": []
            }
            """);

        var result = new TrialFolder(folder.Name).ReadResult()!;

        Assert.Equal(new MetricLegend("Distortion.", "dB", false), result.Metrics["mcd"]);
        Assert.Null(result.Metrics["mcd"].Margin);
    }

    [Fact]
    public void WriteResult_MetricWithAMargin_IsReadAgain()
    {
        using var folder = new TestFolder();
        var written = new TrialResult("f2f", 2, 5, 3, 1.5, 2.5, 100, new Dictionary<string, MetricLegend>
        {
            ["mcd"] = new("Distortion.", "dB", false) { Margin = 0.1 }
        }, [], []);

        new TrialFolder(folder.Name).WriteResult(written);

        Assert.Equal(written.Metrics, new TrialFolder(folder.Name).ReadResult()!.Metrics);
    }

    [Fact]
    public void ReadResult_ScoresBesideIt_AreMetricsOfItsPairsAndNotOfItsOwnResult()
    {
        using var folder = new TestFolder();
        var trial = new TrialFolder(folder.Name);
        trial.WriteResult(new("f2f", 2, 5, 3, 1.5, 2.5, 100, new Dictionary<string, MetricLegend>
        {
            ["mcd"] = new("Distortion.", "dB", false)
        }, [], [.. new[] { "a", "b" }.Select(id => new PairResult(id, id, "r", "", "", "", "", false,
            new Dictionary<string, double?> { ["mcd"] = 6 }))]));

        trial.WriteScores(new Dictionary<string, GivenScores>
        {
            ["mos"] = new(new("Given.", "points", true) { Source = "mos.csv" }, new Dictionary<string, double?>
            {
                ["b"] = 3.5,
                ["gone"] = 1
            })
        });

        var (read, own) = (trial.ReadResult()!, trial.ReadOwnResult()!);
        Assert.Equal(["mcd", "mos"], read.Metrics.Keys);
        Assert.Equal("mos.csv", read.Metrics["mos"].Source);
        Assert.Equal([null, 3.5], read.Pairs.Select(pair => pair.Values["mos"]));
        Assert.Equal(["mcd"], own.Metrics.Keys);
        Assert.Equal(["mcd"], own.Pairs[1].Values.Keys);
    }

    [Fact]
    public void ReadResult_TimedTrial_HasMediansOfTheRoundsAndNothingOfPairsThatWereNotTimed()
    {
        using var folder = new TestFolder();
        var trial = new TrialFolder(folder.Name);
        trial.WriteResult(new("f2f", 2, 5, 3, 1.5, 2.5, 100, new Dictionary<string, MetricLegend>
        {
            ["rtf"] = new("Time.", "", false)
        }, [], [.. new[] { "a", "b", "c" }.Select(id => new PairResult(id, id, "r", "", "", "", "", false,
            new Dictionary<string, double?> { ["rtf"] = 9, ["mcd"] = 6 }))]));
        double?[] ofA = [0.3, 0.1, 0.5], ofB = [0.4, null, 0.2];
        for (var round = 1; round <= 3; round++)
            trial.WriteRound(round, new(1, round, 100 * round,
                new Dictionary<string, IReadOnlyDictionary<string, double?>>
                {
                    ["rtf"] = new Dictionary<string, double?> { ["a"] = ofA[round - 1], ["b"] = ofB[round - 1] }
                }));

        trial.WriteTiming(TrialTiming.Of([.. Enumerable.Range(1, 3).Select(round => trial.ReadRound(round)!)]));

        var read = trial.ReadResult()!;
        Assert.Equal([0.3, 0.3, null], read.Pairs.Select(pair => pair.Values["rtf"]), Near);
        Assert.All(read.Pairs, pair => Assert.Equal(6, pair.Values["mcd"]));
        Assert.Equal((3, 2.0, 300.0), (read.Timing!.Rounds, read.Timing.ScoreSeconds, read.Timing.PeakMemoryMegabytes));
        Assert.Null(trial.ReadRound(1));

        static bool Near(double? one, double? other) => one == other || Math.Abs((one - other) ?? 1) < 1e-12;
    }

    [Fact]
    public void ForgetSpeech_WithPairsAndScores_LeavesTheResultAndPutsScoresAside()
    {
        using var folder = new TestFolder();
        string[] files = ["result.json", "scores.json", "timing.json", "pairs.csv", "pairs/a/synthesised.wav"];
        foreach (var file in files)
            folder.Write(file, "");

        new TrialFolder(folder.Name).ForgetSpeech();

        Assert.Equal([$"{folder.Name}/result.json", $"{folder.Name}/scores-before.json"],
            Directory.GetFileSystemEntries(folder.Name).Select(entry => entry.Replace('\\', '/')).Order());
    }
}
