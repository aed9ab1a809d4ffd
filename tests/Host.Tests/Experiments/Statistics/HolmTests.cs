using Melange.Host.Experiments.Statistics;

namespace Melange.Host.Tests.Experiments.Statistics;

public sealed class HolmTests
{
    [Fact]
    public void Adjust_SeveralValues_MultipliesEachByThoseLeft()
    {
        // sorted 0.01·4, 0.02·3, 0.022·2 (raised to the one before), 0.6·1
        var adjusted = Holm.Adjust([0.02, 0.6, 0.01, 0.022]);

        Assert.Equal([0.06, 0.6, 0.04, 0.06], adjusted.Select(value => Math.Round(value, 12)));
    }

    [Fact]
    public void Adjust_GreatValues_AreAtMostOne() => Assert.Equal([1, 1, 1], Holm.Adjust([0.5, 0.9, 0.7]));

    [Fact]
    public void Adjust_NoneOrOne_IsAsItWas()
    {
        Assert.Empty(Holm.Adjust([]));
        Assert.Equal([0.03], Holm.Adjust([0.03]));
    }
}
