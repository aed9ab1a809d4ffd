using Melange.Host.Experiments.Statistics;
using Melange.Host.Runs;

namespace Melange.Host.Tests.Experiments.Statistics;

public sealed class MetricComparisonTests
{
    [Theory]
    [InlineData(+1.0, true, Verdict.Better), InlineData(+1.0, false, Verdict.Worse)]
    [InlineData(-1.0, true, Verdict.Worse), InlineData(-1.0, false, Verdict.Better)]
    [InlineData(0.0, true, Verdict.NoDifferenceShown)]
    public void All_ShiftedVariant_IsJudgedByTheMetricsDirection(double shift, bool higherIsBetter, Verdict expected)
    {
        double?[] values = [3, 1, 4, 1, 5];
        var first = new VariantTrials("a", [Trial(1, higherIsBetter, values)]);
        var second = new VariantTrials("b", [Trial(1, higherIsBetter, [.. values.Select(value => value + shift)])]);

        var comparison = Assert.Single(MetricComparison.All([first, second], seed: 7));

        Assert.Equal(Verdict.Baseline, comparison.Variants[0].Verdict);
        Assert.Equal(expected, comparison.Variants[1].Verdict);
        Assert.Equal(shift, comparison.Variants[1].Difference!.Mean, 1e-12);
    }

    [Fact]
    public void All_VariantWithAFailedSeed_ComparesTheSeedsThatBothHave()
    {
        var first = new VariantTrials("a", [Trial(1, true, [1, 2, 3]), Trial(2, true, [100, 100, 100])]);
        var second = new VariantTrials("b", [Trial(1, true, [2, 3, 4])]);

        var comparison = Assert.Single(MetricComparison.All([first, second], seed: 7));

        Assert.Equal(1, comparison.Variants[1].Difference!.Mean, 1e-12);
    }

    [Fact]
    public void All_VariantWithoutTrials_HasNothing()
    {
        var first = new VariantTrials("a", [Trial(1, true, [1, 2, 3])]);

        var comparison = Assert.Single(MetricComparison.All([first, new VariantTrials("b", [])], seed: 7));

        Assert.Equal(new VariantComparison("b", null, null, Verdict.NotMeasured), comparison.Variants[1]);
    }

    private static TrialResult Trial(int seed, bool higherIsBetter, double?[] values) => new(
        "any", seed, 1, 1, 1, 1, 1,
            new Dictionary<string, MetricLegend> { ["m"] = new("a metric", "dB", higherIsBetter) }, [],
        [.. values.Select((value, at) => new PairResult(
            $"p{at}", "t", "r", "text", "other", "slt", "sad", false,
                new Dictionary<string, double?> { ["m"] = value }))]);
}
