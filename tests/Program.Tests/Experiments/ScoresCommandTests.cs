using Melange.Host.Runs;
using Melange.Host.Tests.Probing;

namespace Melange.Host.Tests.Experiments;

/// <summary>What others say of an experiment's speech, and several experiments in one report.</summary>
[Collection(OfOneTrainedRun.Name)]
public sealed class ScoresCommandTests(TrainedRun run)
{
    private const string Header = "trial,pair,metric,value,unit\n";

    [Fact]
    public void Scores_OfOneMetric_AreInTableAndReportBesideTheResultAndAreReplaced()
    {
        var folder = run.Copy("scored");
        var result = File.ReadAllBytes($"{folder}/f2f/seed-1/result.json");
        var file = $"{folder}/mos.csv";
        File.WriteAllText(file, Header + "f2f/seed-1,same-style/slt_neutral_09,mos,3.25,points\n"
            + "f2b/seed-1,same-style/slt_neutral_09,mos,4,\n");

        var (exitCode, output, errors) = TrainedRun.Melange("scores", folder, file);

        Assert.Equal((0, ""), (exitCode, errors));
        Assert.StartsWith("mos: 2 values for the 4 pairs of all trials, from 2 of 2 trials.\n", output);
        Assert.Contains("mos, points ↑", output);
        Assert.Contains("mos: Scores given from outside: mos.csv, SHA-256 ", output);
        Assert.Contains("Scores given from outside: mos.csv, SHA-256 ", File.ReadAllText($"{folder}/report.html"));
        Assert.Equal(result, File.ReadAllBytes($"{folder}/f2f/seed-1/result.json"));
        Assert.Equal([3.25, null], Mos("f2f").Select(pair => pair.Values["mos"]));

        File.WriteAllText(file, Header + "f2f/seed-1,same-style/slt_neutral_10,mos,2,points\n");
        Assert.Equal(0, TrainedRun.Melange("scores", folder, file).ExitCode);

        Assert.Equal([null, 2], Mos("f2f").Select(pair => pair.Values["mos"]));
        Assert.False(File.Exists($"{folder}/f2b/seed-1/scores.json"));

        IReadOnlyList<PairResult> Mos(string variant) =>
            new TrialFolder($"{folder}/{variant}/seed-1").ReadResult()!.Pairs;
    }

    [Fact]
    public void Scores_UnknownPair_SaysWhereAndWritesNothing()
    {
        var folder = run.Copy("unscored");
        File.WriteAllText($"{folder}/mos.csv", Header + "f2f/seed-1,same-style/slt_neutral_9,mos,3,points\n");

        var (exitCode, output, errors) = TrainedRun.Melange("scores", folder, $"{folder}/mos.csv");

        Assert.Equal((2, ""), (exitCode, output));
        Assert.Equal($"{folder}/mos.csv:2: trial 'f2f/seed-1' has no pair 'same-style/slt_neutral_9'. Did you mean "
            + "'same-style/slt_neutral_09'? Its pairs.csv lists them.\n1 fault; nothing was written.\n", errors);
        Assert.Empty(Directory.GetFiles(folder, "scores.json", SearchOption.AllDirectories));
    }

    [Fact]
    public void Compare_TwoCopies_WritesOneReportOfAllVariants()
    {
        var (copy, folder) = (run.Copy("twin"), $"{run.Folder}/../both");

        var (exitCode, output, errors) = TrainedRun.Melange("compare", run.Folder, copy, "--out", folder);

        Assert.Equal((0, ""), (exitCode, errors));
        Assert.Contains("twin/f2b", output);
        var report = File.ReadAllText($"{folder}/report.html");
        Assert.All(new[] { "run and twin", "run/f2f", "twin/f2b", "data:audio/wav;base64",
            "model.estimator.attention.use f2f → f2b" }, text => Assert.Contains(text, report));
    }

    [Fact]
    public void Compare_IntoAnExperimentsFolder_Refuses()
    {
        var (exitCode, _, errors) = TrainedRun.Melange("compare", run.Folder, run.Folder, "--out", run.Folder);

        Assert.Equal(2, exitCode);
        Assert.Equal($"{run.Folder}: it is the folder of an experiment, whose report would be lost: "
            + "--out for another.\n1 fault; nothing was written.\n", errors);
    }
}
