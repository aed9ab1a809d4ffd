using Melange.Host.Experiments.Statistics;

namespace Melange.Host.Tests.Experiments.Statistics;

public sealed class NeededSizeTests
{
    // 4 seeds, 20 pairs: σ² of seeds 0.8, of pairs 0.4, of the rest 1.6
    private static readonly MeanVariance Seen = new(new(0.22, 3), new(0.04, 19), new(0.02, 57));

    [Theory, InlineData(0.9), InlineData(0.6)]
    public void For_SeedsThatSuffice_AreTheFewestWithThePairsThereAre(double margin)
    {
        var needed = NeededSize.For(Seen, margin)!;

        Assert.Equal(20, needed.Pairs);
        Assert.True(needed.Seeds > 4);
        Assert.True(Reach(Seen.For(needed.Seeds, 20)) <= margin);
        Assert.True(Reach(Seen.For(needed.Seeds - 1, 20)) > margin);
    }

    [Fact]
    public void For_PairsThatAreTooFew_AddsBoth()
    {
        // pairs alone leave √(0.4/20)·(2.09 + 0.86) = 0.42
        var needed = NeededSize.For(Seen, 0.4)!;

        Assert.InRange(needed.Pairs, 21, 40);
        Assert.True(Reach(Seen.For(needed.Seeds, needed.Pairs)) <= 0.4);
        Assert.True(Reach(Seen.For(needed.Seeds, needed.Pairs - 1)) > 0.4);
    }

    [Fact]
    public void For_MarginThatNothingReaches_IsNull() => Assert.Null(NeededSize.For(Seen, 0.01));

    [Fact]
    public void For_LittleScatter_NeedsNoMoreThanThreeSeeds() =>
        Assert.Equal(new NeededSize(3, 20), NeededSize.For(Seen, 100));

    // With many seeds and pairs t is the normal's: 1.96 + 0.84 deviations, four fifths of whose means lie beyond 1.96.
    [Fact]
    public void For_ManyPairs_IsTheRuleOfNormalTheory()
    {
        var needed = NeededSize.For(new(new(1.0 / 50, 49), new(1e-12, 9999), new(0, 489951)), 0.3)!;

        Assert.InRange(needed.Seeds, 88, 91);                                // (2.8016/0.3)² = 87.2, and t is wider
    }

    private static double Reach(MeanVariance then) => then.HalfWidth(0.05) + then.HalfWidth(0.4);
}
