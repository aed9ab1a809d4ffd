using Melange.Host.Experiments.Statistics;
using Melange.Host.Reports.Html;
using Melange.Host.Runs;

namespace Melange.Host.Tests.Reports.Html;

public sealed class CostTextTests
{
    private static readonly ModelCost Cost = new(172, 921_000_000, IsEstimated: false) { StepSeconds = 1.5 };

    [Theory, InlineData(102_000), InlineData(98_000)]
    public void WeightNote_EstimatorsWithinTwoPercent_IsNone(long weights) =>
        Assert.Null(CostText.WeightNote([Of("f2f", 100_000), Of("f2b", weights)]));

    [Fact]
    public void WeightNote_EstimatorsFartherApart_NamesThem() => Assert.Equal(
        "A design with more weights is not everything else equal: the estimator of f2f has 100\u202f000, that of f2b "
            + "102\u202f001, of none 90\u202f000.",
        CostText.WeightNote([Of("f2f", 100_000), Of("near", 101_000), Of("f2b", 102_001), new("failed", []),
            Of("none", 90_000)]));

    [Fact]
    public void Cells_TimedTrials_AreWorkAndMeansOfTimes() => Assert.Equal(["921 M", "30.0 ms", "360 MB", "1.50 s"],
        CostText.Cells([Trial(1, Timing(0.02, 350)), Trial(1, Timing(0.04, 370))]));

    [Fact]
    public void Cells_OfAnEarlierVersion_AreDashes() =>
        Assert.Equal(["–", "–", "–", "–"], CostText.Cells([Trial(1, null) with { Cost = null }]));

    [Fact]
    public void Method_OfTimedTrials_SaysHowOften()
    {
        var timed = CostText.Method([new("f2f", [Trial(1, Timing(0.02, 350))])], 3)!;
        var untimed = CostText.Method([new("f2f", [Trial(1, null)])], 0)!;

        Assert.StartsWith("A score is one call of the estimator with 172 target and 172 reference frames.", timed);
        Assert.Contains("in turn with the others, 3 times: ", timed);
        Assert.Contains(" Nothing was timed alone. ", untimed);
        Assert.DoesNotContain("missing", timed + untimed);
    }

    [Fact]
    public void Method_TimingThatDidNotComeToItsEnd_SaysWhichTimesAreMissing()
    {
        var none = CostText.Method([new("f2f", [Trial(1, null)])], 3)!;
        var some = CostText.Method([new("f2f", [Trial(1, Timing(0.02, 350))]), new("f2b", [Trial(1, null)])], 3)!;
        var most = CostText.Method([new("f2f", [Trial(1, Timing(0.02, 350))]),
            .. "abcd".Select(name => new VariantTrials($"{name}", [Trial(1, null)]))], 3)!;

        Assert.Contains(" Times are missing, those of metrics of time too: the timing after all trials did not come to "
            + "its end. The same melange ab takes them, of models whose weights are there. ", none);
        Assert.Contains(" and the most of memory. Of 1 of 2 trials these are missing: f2b, seed 1. ", some);
        Assert.Contains(" Of 4 of 5 trials these are missing, among them a, seed 1; b, seed 1; c, seed 1. ", most);
    }

    private static VariantTrials Of(string name, long weights) => new(name, [Trial(weights, null)]);

    private static TrialTiming Timing(double seconds, double megabytes) =>
        new(3, seconds, megabytes, new Dictionary<string, IReadOnlyDictionary<string, double?>>());

    private static TrialResult Trial(long weights, TrialTiming? timing) => new TrialResult(
        "f2f", 1, 2 * weights, weights, 1.5, 2.5, 100, new Dictionary<string, MetricLegend>(), [], [])
    {
        Cost = Cost
    }.With(timing);
}
