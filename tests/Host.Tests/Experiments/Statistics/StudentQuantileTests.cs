using Melange.Host.Experiments.Statistics;

namespace Melange.Host.Tests.Experiments.Statistics;

public sealed class StudentQuantileTests
{
    // printed tables; with 1 degree of freedom tan(π/2·(1 − level)), with 2 (1 − level)·√(2/(level·(2 − level)))
    [Theory]
    [InlineData(0.05, 2, 4.302652729911275), InlineData(0.05, 11, 2.200985160082949)]
    [InlineData(0.05, 59, 2.000995378088), InlineData(0.10, 8, 1.859548037530898)]
    [InlineData(0.40, 4, 0.940964577235), InlineData(1e-6, 1, 636619.7723674), InlineData(1e-12, 2, 999999.99999925)]
    public void TwoSided_KnownQuantiles_AreFound(double level, double freedom, double expected) =>
        Assert.Equal(1, StudentQuantile.TwoSided(level, freedom) / expected, 1e-9);

    [Fact]
    public void TwoSided_ManyDegreesOfFreedom_NearsTheNormal() =>
        Assert.Equal(1.959963985, StudentQuantile.TwoSided(0.05, 400_000), 1e-5);

    [Fact]
    public void TwoSided_WholeProbability_IsZero() => Assert.Equal(0, StudentQuantile.TwoSided(1, 7));
}
