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

    [Theory, InlineData(0.5, Verdict.Worse), InlineData(-0.5, Verdict.Better), InlineData(0, Verdict.NoDifferenceShown)]
    public void All_MetricOfAllPairs_IsPairedDrawByDraw(double shift, Verdict expected)
    {
        var random = new Random(3);
        double?[] draws = [.. Enumerable.Range(0, 1000).Select(_ => (double?)(10 + random.NextDouble()))];
        var first = new VariantTrials("a", [OfAll(1, 10, draws)]);
        var second = new VariantTrials("b", [OfAll(1, 10 + shift, [.. draws.Select(draw => draw + shift)])]);

        var comparison = Assert.Single(MetricComparison.All([first, second], seed: 7));

        Assert.Equal(10, comparison.Variants[0].Mean!.Mean);
        Assert.Equal(expected, comparison.Variants[1].Verdict);
        Assert.Equal(shift, comparison.Variants[1].Difference!.Low, 1e-9);          // what draws share falls out
        Assert.Equal(shift, comparison.Variants[1].Difference!.High, 1e-9);
    }

    [Fact]
    public void All_MetricOfAllPairsWithoutOneSeed_ComparesTheSeedsThatBothHave()
    {
        double?[] draws = [.. Enumerable.Repeat((double?)1, 1000)];
        var first = new VariantTrials("a", [OfAll(1, 1, draws), OfAll(2, 100, draws)]);
        var second = new VariantTrials("b", [OfAll(1, 3, draws)]);

        var comparison = Assert.Single(MetricComparison.All([first, second], seed: 7));

        Assert.Equal(2, comparison.Variants[1].Difference!.Mean);
    }

    private static TrialResult OfAll(int seed, double value, double?[] draws) => Trial(seed, false, []) with
    {
        CorpusValues = new Dictionary<string, CorpusValue> { ["m"] = new(value, 30, draws) }
    };

    private static TrialResult Trial(int seed, bool higherIsBetter, double?[] values) => new(
        "any", seed, 1, 1, 1, 1, 1,
            new Dictionary<string, MetricLegend> { ["m"] = new("a metric", "dB", higherIsBetter) }, [],
        [.. values.Select((value, at) => new PairResult(
            $"p{at}", "t", "r", "text", "other", "slt", "sad", false,
                new Dictionary<string, double?> { ["m"] = value }))]);
}
