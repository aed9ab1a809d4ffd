using Melange.Host.Experiments.Statistics;

namespace Melange.Host.Tests.Experiments.Statistics;

public sealed class MeanVarianceTests
{
    private static readonly MeanVariance Mixed = new(new(0.4, 2), new(0.3, 59), new(0.05, 118));

    [Theory] // t² of 2 and of 10 degrees of freedom at 5 % is 18.51282 and 4.96460
    [InlineData(1, 0, 0, 18.51282), InlineData(0, 1, 0, 4.96460), InlineData(1, 1, 0, 23.47742)]
    [InlineData(1, 1, 1, 19.1257)] // less 4.35124, of 20
    [InlineData(0.1, 1, 1, 4.96460)] // never below either term
    public void HalfWidth_OfTerms_WidensEachByItsOwnT(double seeds, double pairs, double rest, double squared)
    {
        var variance = new MeanVariance(new(seeds, 2), new(pairs, 10), new(rest, 20));

        Assert.Equal(squared, Math.Pow(variance.HalfWidth(0.05), 2), seeds == 1 && rest == 1 ? 0.001 : 1e-4);
    }

    [Theory, InlineData(0.5), InlineData(0.05), InlineData(0.0021), InlineData(1e-9)]
    public void PValue_MeanAtTheEdgeOfAnInterval_IsItsLevel(double level)
    {
        var edge = Mixed.HalfWidth(level);

        Assert.Equal(1, Mixed.PValue(edge) / level, 1e-6);
        Assert.Equal(Mixed.PValue(edge), Mixed.PValue(-edge));
    }

    [Fact]
    public void PValue_Extremes_AreTheEnds()
    {
        Assert.Equal(1, Mixed.PValue(0));
        Assert.Equal(MeanVariance.SmallestP, Mixed.PValue(1e12));
        Assert.Equal(1, new MeanVariance(new(0, 2), new(0, 4), new(0, 8)).PValue(0));
    }

    [Fact]
    public void For_OtherSizes_SharesTheVariancesOut()
    {
        // 3 seeds, 60 pairs: σ² of seeds (0.4 − 0.05)·3 = 1.05, of pairs (0.3 − 0.05)·60 = 15, of the rest 0.05·180 = 9
        var then = Mixed.For(7, 30);

        Assert.Equal(1.05 / 7 + 9.0 / 210, then.Seeds.Variance, 1e-12);
        Assert.Equal(15.0 / 30 + 9.0 / 210, then.Pairs.Variance, 1e-12);
        Assert.Equal(9.0 / 210, then.Rest.Variance, 1e-12);
        Assert.Equal((6, 29, 174), (then.Seeds.Freedom, then.Pairs.Freedom, then.Rest.Freedom));
    }

    [Fact]
    public void For_TheSizesSeen_IsTheSame()
    {
        var again = Mixed.For(3, 60);

        Assert.Equal(Mixed.HalfWidth(0.05), again.HalfWidth(0.05), 1e-12);
    }
}
