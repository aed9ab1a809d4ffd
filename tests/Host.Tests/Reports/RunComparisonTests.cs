using Melange.Host.Reports;
using Melange.Host.Reports.Evidence;
using Melange.Host.Runs;

namespace Melange.Host.Tests.Reports;

public sealed class RunComparisonTests : IDisposable
{
    private static readonly MetricLegend Mcd = new("Distortion.", "dB", false);
    private static readonly MetricLegend Rtf = new("Time.", "", false);

    private readonly TestFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Of_RunsWithTheSamePairs_NamesVariantsThatClashAndComparesWhatAllHave()
    {
        var first = Run("first", new() { ["f2f"] = new(), ["linear"] = new() });
        var second = Run("second", new()
        {
            ["f2f"] = new() { Metrics = { ["rtf"] = Rtf }, Steps = 9 }
        });

        var report = Compare(first, second);

        Assert.Equal("first and second", report.Name);
        Assert.Equal(["first/f2f", "linear", "second/f2f"], report.Variants.Select(variant => variant.Name));
        Assert.Equal(["first/f2f", "linear", "second/f2f"],
            report.Variants.SelectMany(variant => variant.Trials).Select(trial => trial.Result.Variant));
        Assert.All(report.Variants.SelectMany(variant => variant.Trials),
            trial => Assert.Equal(["mcd"], trial.Result.Metrics.Keys));
        Assert.All(report.Variants.SelectMany(variant => variant.Trials),
            trial => Assert.Equal(["most-overlap/mcd"], trial.Result.CorpusValues.Keys));
        Assert.Equal([[], [], ["training.steps 3 → 9"]], report.Variants.Select(variant => variant.Differences));
        Assert.Equal(["Not compared, since not every trial has it: rtf."], report.Facts.Notices);
        Assert.Equal("melange compare a b", report.Facts.CommandLine);
    }

    [Fact]
    public void Of_RunsWithTheSameFolderName_AreCalledAsTheUserNamedThem()
    {
        var (first, second) = (Run("a/run", new() { ["f2f"] = new() }), Run("b/run", new() { ["f2f"] = new() }));

        var report = Compare(first, second);

        Assert.Equal([$"{first}/f2f", $"{second}/f2f"], report.Variants.Select(variant => variant.Name));
    }

    [Fact]
    public void Of_OtherSeedsAndThreads_SaysWhatDoesNotCompare()
    {
        var first = Run("first", new() { ["f2f"] = new() });
        var second = Run("second", new() { ["f2b"] = new() { Seed = 4 } }, threads: 2);

        Assert.Equal(
        [
            "Differences are of the seeds that both variants have: first has 1; second has 4.",
            "Times do not compare: first ran on cpu with 1 threads; second ran on cpu with 2 threads."
        ], Compare(first, second).Facts.Notices);
    }

    [Fact]
    public void Of_RunsThatDoNotCompare_SaysAllThatDiffers()
    {
        var first = Run("first", new() { ["f2f"] = new() });
        var second = Run("second", new() { ["f2f"] = new() { Reference = "other", Text = "No." } });
        var third = Run("third", new()
        {
            ["f2f"] = new()
            {
                Pairs = ["a", "c"],
                Metrics = { ["mcd"] = Mcd with { Unit = "", HigherIsBetter = true } }
            }
        });

        var faults = Assert.Throws<FaultException>(() => Compare(first, second, third)).Faults;

        Assert.Equal(
        [
            new(second, 0, $"its pairs must have the texts of {first}, but have others: a, b."),
            new(second, 0, $"its pairs must have the references of {first}, but have others: "
                + "a (other, there r), b (other, there r)."),
            new(third, 0, $"it must have the pairs of {first}, but lacks b."),
            new(third, 0, $"it must have the pairs of {first} alone, but has c, too."),
            new(third, 0, $"its 'mcd' must be what it is in {first}: Distortion. In dB, lower is better. "
                + "But it is: Distortion. Without a unit, higher is better.")
        ], faults);
    }

    [Fact]
    public void Of_PairsInAnotherOrder_Refuses()
    {
        var first = Run("first", new() { ["f2f"] = new() });
        var second = Run("second", new() { ["f2f"] = new() { Pairs = ["b", "a"] } });

        Assert.Equal($"its pairs must be in the order of {first}, but are in another.", Refused(first, second));
    }

    [Fact]
    public void Of_NoMetricInCommon_Refuses()
    {
        var first = Run("first", new() { ["f2f"] = new() });
        var second = Run("second", new() { ["f2f"] = new() { Metrics = { ["rtf"] = Rtf } } }, without: "mcd");

        Assert.Equal("there must be a metric that all trials of all runs have, but there is none.",
            Refused(first, second));
    }

    [Fact]
    public void Of_TheSameRunTwice_Refuses()
    {
        var run = Run("first", new() { ["f2f"] = new() });

        Assert.Equal("stands twice among the runs to compare.", Refused(run, run + "/"));
    }

    [Fact]
    public void Of_RunWithoutResultsAndNoRun_SaysBoth()
    {
        var (first, none) = (Run("first", []), $"{folder.Name}/none");

        var faults = Assert.Throws<FaultException>(() => Compare(first, none)).Faults;

        Assert.Equal(
        [
            new(first, 0, "no trial is finished yet."),
            new(none, 0, "is no folder of an experiment: it has no experiment.json.")
        ], faults);
    }

    private static string Refused(params string[] runs) =>
        Assert.Single(Assert.Throws<FaultException>(() => Compare(runs)).Faults).Message;

    private static ExperimentReport Compare(params string[] runs) =>
        RunComparison.Of(runs, ("2026-01-01 12:00", "melange compare a b"));

    private string Run(string name, Dictionary<string, Made> variants, int threads = 1, string without = "")
    {
        var path = $"{folder.Name}/{name}";
        Directory.CreateDirectory(path);
        foreach (var (variant, made) in variants)
        {
            var trial = new TrialFolder($"{path}/{variant}/seed-{made.Seed}");
            folder.Write($"{name}/{variant}/seed-{made.Seed}/config.json",
                $$"""{ "training": { "steps": {{made.Steps}} }, "seed": {{made.Seed}} }""");
            trial.WriteResult(made.Result(variant, without));
        }
        ExperimentReporting.Keep(new([.. variants.Values.Select(made => made.Seed).Distinct()], new(name,
            "experiments/x.json", [.. variants.Keys.Select(variant => new VariantReport(variant, [], "", []))], [],
            new(), ["_", "aa"], new([], "cpu", threads, 1, "", "") { Precision = "float32" })), path);
        return path;
    }

    private sealed record Made
    {
        public int Seed { get; init; } = 1;
        public int Steps { get; init; } = 3;
        public string Reference { get; init; } = "r";
        public string Text { get; init; } = "Yes.";
        public string[] Pairs { get; init; } = ["a", "b"];
        public Dictionary<string, MetricLegend> Metrics { get; } = new() { ["mcd"] = Mcd };

        public TrialResult Result(string variant, string without)
        {
            Metrics.Remove(without);
            return new(variant, Seed, 5, 3, 1.5, 2.5, 100, Metrics, [], [.. Pairs.Select(id => new PairResult(
                id, id, Reference, Text, "Other.", "slt", "sad", false,
                Metrics.ToDictionary(metric => metric.Key, _ => (double?)6)))])
            {
                CorpusValues = Metrics.Keys.ToDictionary(
                    metric => $"most-overlap/{metric}", _ => new CorpusValue(6, 2, []))
            };
        }
    }
}
