using Melange.Host.Experiments.Statistics;
using Melange.Host.Runs;

namespace Melange.Host.Tests.Experiments.Statistics;

public sealed class MetricComparisonTests
{
    private static readonly int[] Seeds = [1, 2, 3];

    [Theory]
    [InlineData(+1.0, true, Verdict.Better), InlineData(+1.0, false, Verdict.Worse)]
    [InlineData(-1.0, true, Verdict.Worse), InlineData(-1.0, false, Verdict.Better)]
    [InlineData(0.0, true, Verdict.Undecided)]
    public void All_ShiftedVariant_IsJudgedByTheMetricsDirection(double shift, bool higherIsBetter, Verdict expected)
    {
        double?[] values = [3, 1, 4, 1, 5];
        var first = new VariantTrials("a", Trials(higherIsBetter, values));
        var second = new VariantTrials("b", Trials(higherIsBetter, [.. values.Select(value => value + shift)]));

        var comparison = Assert.Single(MetricComparison.All([first, second]));

        Assert.Equal(Verdict.Baseline, comparison.Variants[0].Verdict);
        Assert.Equal(expected, comparison.Variants[1].Verdict);
        Assert.Equal(shift, comparison.Variants[1].Difference!.Mean, 1e-12);
        Assert.Equal(shift, comparison.Variants[1].Difference!.Low, 1e-9);          // what pairs share falls out
    }

    [Theory]
    [InlineData(0.05, 0.1, Verdict.Same), InlineData(-0.05, 0.1, Verdict.Same)]
    [InlineData(0.15, 0.1, Verdict.Better), InlineData(0.05, null, Verdict.Better)]
    [InlineData(0.0, null, Verdict.Undecided)]
    public void All_MetricWithAMargin_IsTheSameWithinIt(double shift, double? margin, Verdict expected)
    {
        double?[] values = [3, 1, 4, 1, 5];
        var first = new VariantTrials("a", Trials(true, values, margin));
        var second = new VariantTrials("b", Trials(true, [.. values.Select(value => value + shift)], margin));

        Assert.Equal(expected, Assert.Single(MetricComparison.All([first, second])).Variants[1].Verdict);
    }

    [Fact]
    public void All_MetricThatOnlySaysHowToReadOthers_IsShownAndNotCompared()
    {
        var trials = Trials(true, [3, 1, 4, 1, 5]).Select(trial => trial with
        {
            Metrics = trial.Metrics.ToDictionary(metric => metric.Key, metric => metric.Value with { IsContext = true })
        }).ToList();

        var variant = Assert.Single(MetricComparison.All([new("a", trials), new("b", trials)])).Variants[1];

        Assert.Equal((Verdict.Context, (double?)null), (variant.Verdict, variant.AdjustedP));
        Assert.Equal(2.8, variant.Mean!.Mean, 1e-12);
    }

    [Fact]
    public void All_MetricOfOneProtocol_IsNotShownInTheOthers()
    {
        List<TrialResult> Two(double rtf) => [.. Seeds.Select(seed =>
        {
            var trial = Trial(seed, true, [3, 1, 4, 1, 5]);
            var others = trial.Pairs.Select(pair => pair with { Id = "x/" + pair.Id, Protocol = "x" });
            return trial with
            {
                Metrics = trial.Metrics.Append(new("rtf", trial.Metrics["m"])).ToDictionary(),
                Pairs = [.. trial.Pairs.Select(pair => pair with
                {
                    Values = pair.Values.Append(new("rtf", rtf)).ToDictionary()
                }), .. others]
            };
        })];

        var all = MetricComparison.All([new("a", Two(0.5)), new("b", Two(0.75))]);

        Assert.Equal([("most-overlap", "m"), ("most-overlap", "rtf"), ("x", "m")],
            all.Select(metric => (metric.Protocol, metric.Metric)));
        Assert.Equal(0.25, all[1].Variants[1].Difference!.Mean, 1e-12);
    }

    [Fact]
    public void All_TrialOfAnEarlierVersion_IsJudgedByTheMarginOfTheOthers()
    {
        double?[] values = [3, 1, 4, 1, 5];
        var first = new VariantTrials("a", Trials(true, values));
        var second = new VariantTrials("b", Trials(true, values, margin: 0.1));

        Assert.Equal(Verdict.Same, Assert.Single(MetricComparison.All([first, second])).Variants[1].Verdict);
    }

    [Theory, InlineData(true, false, true), InlineData(false, true, false)]
    public void All_ValueByConstruction_IsNotComparedNorCounted(bool ofFirst, bool ofSecond, bool isBaseline)
    {
        double?[] values = [3, 1, 4, 1, 5];
        var (first, second) = (Trials(true, values), Trials(true, [.. values.Select(value => value + 1)]));

        var variants = Assert.Single(MetricComparison.All(
            [new("a", Decided(first, ofFirst)), new("b", Decided(second, ofSecond))])).Variants;

        Assert.Equal([isBaseline, !isBaseline], variants.Select(variant => variant.IsByConstruction));
        Assert.Equal(Verdict.ByConstruction, variants[1].Verdict);
        Assert.Equal((3.8, null, null), (variants[1].Mean!.Mean, variants[1].Difference, variants[1].AdjustedP));
    }

    [Fact]
    public void All_ByConstructionButNothingMeasured_IsNotMeasured()
    {
        var variants = Assert.Single(MetricComparison.All([new("a", Trials(true, [3, 1, 4, 1, 5])),
            new("b", Decided(Trials(true, [null, null, null, null, null]), true))])).Variants;

        Assert.Equal(Verdict.NotMeasured, variants[1].Verdict);
    }

    private static IReadOnlyList<TrialResult> Decided(IReadOnlyList<TrialResult> trials, bool isDecided) =>
        [.. trials.Select(trial => trial with
        {
            Metrics = trial.Metrics.ToDictionary(
                metric => metric.Key, metric => metric.Value with { IsByConstruction = isDecided })
        })];

    [Fact]
    public void All_TwoSeeds_GivesEachSeedsDifferenceAndNoVerdict()
    {
        var first = new VariantTrials("a", [Trial(1, true, [1, 2, 3, 4, 5]), Trial(8, true, [2, 2, 2, 2, 2])]);
        var second = new VariantTrials("b", [Trial(1, true, [2, 3, 4, 5, 6]), Trial(8, true, [0, 0, 0, 0, 0])]);

        var variant = Assert.Single(MetricComparison.All([first, second])).Variants[1];

        Assert.Equal(Verdict.TooFewSeeds, variant.Verdict);
        Assert.Equal([new(1, 1), new(8, -2)], variant.BySeed);
        Assert.False(variant.Difference!.HasInterval);
        Assert.Null(variant.AdjustedP);
    }

    [Fact]
    public void All_UndecidedDifference_SaysWhatWouldDecide()
    {
        var (first, second) = Scattered(margin: 0.5);

        var variant = Assert.Single(MetricComparison.All([first, second])).Variants[1];

        Assert.Equal(Verdict.Undecided, variant.Verdict);
        Assert.Equal(NeededSize.For(variant.Difference!.Variance!, 0.5), variant.Needed);
        Assert.True(variant.Needed!.Seeds > 3);
    }

    [Fact]
    public void All_SeveralMetricsAndVariants_AreCorrectedTogether()
    {
        var (first, second) = Scattered(margin: null);
        double?[] values = [3, 1, 4, 1, 5];
        var third = new VariantTrials("c", Trials(true, [.. values.Select(value => value + 9)]));

        var variants = Assert.Single(MetricComparison.All([first, second, third])).Variants;

        Assert.Null(variants[0].AdjustedP);
        Assert.Equal(Holm.Adjust([variants[1].Difference!.PValue!.Value, variants[2].Difference!.PValue!.Value]),
            [variants[1].AdjustedP!.Value, variants[2].AdjustedP!.Value]);
        Assert.False(variants[1].Holds);
        Assert.True(variants[2].Holds);
    }

    [Fact]
    public void All_VariantWithAFailedSeed_ComparesTheSeedsThatBothHave()
    {
        var first = new VariantTrials("a", [Trial(1, true, [1, 2, 3]), Trial(2, true, [100, 100, 100])]);
        var second = new VariantTrials("b", [Trial(1, true, [2, 3, 4])]);

        var comparison = Assert.Single(MetricComparison.All([first, second]));

        Assert.Equal(1, comparison.Variants[1].Difference!.Mean, 1e-12);
    }

    [Fact]
    public void All_VariantWithoutTrials_HasNothing()
    {
        var first = new VariantTrials("a", [Trial(1, true, [1, 2, 3])]);

        var comparison = Assert.Single(MetricComparison.All([first, new VariantTrials("b", [])]));

        Assert.Equal((null, null, Verdict.NotMeasured), (
            comparison.Variants[1].Mean, comparison.Variants[1].Difference, comparison.Variants[1].Verdict));
    }

    [Theory, InlineData(0.5, Verdict.Worse), InlineData(-0.5, Verdict.Better), InlineData(0, Verdict.Undecided)]
    public void All_MetricOfAllPairs_IsPairedDrawByDraw(double shift, Verdict expected)
    {
        var random = new Random(3);
        double?[] draws = [.. Enumerable.Range(0, 1000).Select(_ => (double?)(10 + random.NextDouble()))];
        var first = new VariantTrials("a", [.. Seeds.Select(seed => OfAll(seed, 10, draws))]);
        var second = new VariantTrials("b",
            [.. Seeds.Select(seed => OfAll(seed, 10 + shift, [.. draws.Select(draw => draw + shift)]))]);

        var comparison = Assert.Single(MetricComparison.All([first, second]));

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

        var comparison = Assert.Single(MetricComparison.All([first, second]));

        Assert.Equal(2, comparison.Variants[1].Difference!.Mean);
    }

    private static TrialResult OfAll(int seed, double value, double?[] draws) => Trial(seed, false, []) with
    {
        CorpusValues = new Dictionary<string, CorpusValue> { ["m"] = new(value, 30, draws) }
    };

    /// <summary>Two variants whose differences scatter by seed and pair, too much to tell.</summary>
    private static (VariantTrials First, VariantTrials Second) Scattered(double? margin)
    {
        double?[][] differences = [[1, -1, 2, 0, 1, 0], [0, -2, 1, -1, 1, -2], [2, 0, 1, 0, 3, 0]];
        return (new("a", Trials(true, [.. new double?[6].Select(_ => 0.0)], margin)), new("b",
            [.. Seeds.Select(seed => Trial(seed, true, differences[seed - 1], margin))]));
    }

    private static List<TrialResult> Trials(bool higherIsBetter, double?[] values, double? margin = null) =>
        [.. Seeds.Select(seed => Trial(seed, higherIsBetter, values, margin))];

    private static TrialResult Trial(int seed, bool higherIsBetter, double?[] values, double? margin = null) => new(
        "any", seed, 1, 1, 1, 1, 1,
            new Dictionary<string, MetricLegend>
            {
                ["m"] = new("a metric", "dB", higherIsBetter) { Margin = margin }
            }, [],
        [.. values.Select((value, at) => new PairResult(
            $"p{at}", "t", "r", "text", "other", "slt", "sad", false,
                new Dictionary<string, double?> { ["m"] = value }))]);
}
