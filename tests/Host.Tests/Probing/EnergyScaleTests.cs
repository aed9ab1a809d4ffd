using Melange.Host.Probing.Pictures;

namespace Melange.Host.Tests.Probing;

public sealed class EnergyScaleTests
{
    [Theory]
    [InlineData(0.02, 300, "0.01 0.1 1 10 100")]
    [InlineData(2.1, 8.4, "2 3 4 6 8")]
    [InlineData(0.075, 0.184, "0.08 0.1 0.12 0.14 0.16 0.18")]
    [InlineData(2.00, 2.01, "1.8 1.9 2 2.1 2.2")]
    public void Ticks_OfARange_AreAtLeastThreeRoundValues(double low, double high, string labels)
    {
        var ticks = EnergyScale.Of([low, high, 0, double.NaN])!.Ticks();

        Assert.Equal(labels, string.Join(' ', ticks.Select(tick => tick.Label)));
        Assert.All(ticks, tick => Assert.Equal(double.Parse(tick.Label), Math.Pow(10, tick.At), 1e-9));
    }

    [Fact]
    public void Of_NoValueAboveZero_IsNull() => Assert.Null(EnergyScale.Of([0, double.NaN]));
}
