namespace Melange.Plugins.Tests.Samplers;

public sealed class HeunSamplerTests
{
    [Fact]
    public void Sample_TwoSteps_IsTheTrapezoidAndThenEuler()
    {
        var sampler = new HeunSampler(new() { Steps = 2, Grid = TimeSpacing.Uniform }, new(HandMade.Schedule));

        var mel = HandMade.Sample(sampler);

        // beta(1) = 3, beta(0.5) = 1.75
        double Slope(double x, double t, double beta) => 0.5 * beta * (HandMade.Mean - x - HandMade.Score(x, t));
        var euler = HandMade.Start - 0.5 * Slope(HandMade.Start, 1, 3);
        var middle = HandMade.Start - 0.25 * (Slope(HandMade.Start, 1, 3) + Slope(euler, 0.5, 1.75));
        Assert.Equal(middle - 0.5 * Slope(middle, 0.5, 1.75), mel, 1e-12);
    }
}
