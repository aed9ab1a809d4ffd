using Melange.Host.Experiments.Statistics;

namespace Melange.Host.Tests.Experiments.Statistics;

public sealed class PairDrawsTests
{
    [Fact]
    public void Of_SameNumberOfPairs_IsTheSameDraws()
    {
        var draws = PairDraws.Of(7);

        Assert.Equal(PairDraws.Of(7), draws);
        Assert.Equal(PairDraws.Count, draws.Count);
        Assert.All(draws, draw => Assert.Equal(7, draw.Length));
        Assert.All(draws.SelectMany(draw => draw), pair => Assert.InRange(pair, 0, 6));
    }

    [Fact]
    public void Of_ManyDraws_TakesEachPairAsOften()
    {
        var counts = PairDraws.Of(7).SelectMany(draw => draw).CountBy(pair => pair);

        Assert.Equal(7, counts.Count());
        Assert.All(counts, count => Assert.InRange(count.Value, 850, 1150));        // of 1000 ± 5 deviations
    }
}
