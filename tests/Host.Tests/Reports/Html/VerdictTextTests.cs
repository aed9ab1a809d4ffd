using Melange.Host.Experiments.Statistics;
using Melange.Host.Reports.Html;
using Melange.Host.Runs;

namespace Melange.Host.Tests.Reports.Html;

public sealed class VerdictTextTests
{
    private static readonly MetricLegend Legend = new("Distortion.", "dB", false) { Margin = 0.1 };

    // 4 seeds and 20 pairs that scatter little: an interval of ±0.05
    private static readonly MeanVariance Variance = new(new(0.0002, 3), new(0.0002, 19), new(0.0001, 57));

    [Theory, InlineData(0.004, "p 0.0"), InlineData(0.4, ": does not hold among all tests")]
    public void Detail_Worse_SaysWhetherItHolds(double adjusted, string expected)
    {
        var variant = Of(Verdict.Worse, 0.12) with { AdjustedP = adjusted };

        Assert.Equal(adjusted < 0.05, variant.Holds);
        Assert.Contains(expected, VerdictText.Detail(variant, Legend), StringComparison.Ordinal);
        Assert.Contains(FormattableString.Invariant($"Holm {adjusted}"), VerdictText.Detail(variant, Legend),
            StringComparison.Ordinal);
        Assert.Equal(adjusted > 0.05, VerdictText.Detail(variant, Legend).Contains("hold", StringComparison.Ordinal));
    }

    [Theory, InlineData(true, "whatever it learns"), InlineData(false, "of the first: not compared")]
    public void Detail_ByConstruction_SaysWhoseValueItIs(bool isOwn, string expected) => Assert.Equal(expected,
        VerdictText.Detail(new("b", null, null, Verdict.ByConstruction) { IsByConstruction = isOwn }, Legend));

    [Fact]
    public void Detail_TinyP_IsBelowWhatIsShown() => Assert.Equal("p <\u00a00.0001, Holm <\u00a00.0001",
        VerdictText.Detail(Of(Verdict.Better, -40) with { AdjustedP = 1e-9 }, Legend));

    [Fact]
    public void Detail_Same_NamesTheMargin() => Assert.Equal("p 1.0, Holm 1.0; within ±0.1\u00a0dB",
        VerdictText.Detail(Of(Verdict.Same, 0) with { AdjustedP = 1 }, Legend));

    [Theory]
    [InlineData(9, 20, "±0.1\u00a0dB takes 9 seeds"), InlineData(100, 70, "±0.1\u00a0dB takes 100 seeds and 70 pairs")]
    [InlineData(3, 20, "±0.1\u00a0dB would likely be seen"), InlineData(0, 0, "±0.1\u00a0dB takes more than 100 seeds")]
    public void Detail_Undecided_SaysWhatWouldDecide(int seeds, int pairs, string expected)
    {
        var variant = Of(Verdict.Undecided, 0) with
        {
            AdjustedP = 1,
            Needed = seeds == 0 ? null : new(seeds, pairs)
        };

        Assert.Equal($"p 1.0, Holm 1.0; {expected}", VerdictText.Detail(variant, Legend));
    }

    [Fact]
    public void Detail_UndecidedWithoutAMarginOrInterval_SaysNoMore()
    {
        var variant = Of(Verdict.Undecided, 0) with { AdjustedP = 1 };

        Assert.Equal("p 1.0, Holm 1.0", VerdictText.Detail(variant, Legend with { Margin = null }));
        Assert.Equal("fewer than 5 pairs or than half of the cells",
            VerdictText.Detail(variant with { Difference = Estimate.WithoutInterval(0) }, Legend));
    }

    [Fact]
    public void BySeed_SomeSeeds_GivesEachDifference() => Assert.Equal("seed 1: +0.210, seed 4: −1.50",
        VerdictText.BySeed(Of(Verdict.TooFewSeeds, 0) with { BySeed = [new(1, 0.21), new(4, -1.5)] }));

    private static VariantComparison Of(Verdict verdict, double difference) =>
        new("b", null, Estimate.Of(difference, difference, Variance), verdict)
        {
            BySeed = [.. Enumerable.Range(1, 4).Select(seed => new SeedValue(seed, difference))]
        };
}
