namespace Melange.Plugins.Tests.Samplers;

public sealed class EulerSdeSamplerTests
{
    [Fact]
    public void Sample_TwoSteps_AddsNoiseToTheFirstAlone()
    {
        using var random = new Generator(6);
        var sampler = new EulerSdeSampler(new() { Steps = 2 }, new(HandMade.Schedule));

        var mel = HandMade.Sample(sampler, random);

        // the middles are 0.75 and 0.25, where beta is 2.375 and 1.125
        double Next(double x, double t, double beta) =>
            x - 0.5 * beta * (0.5 * (HandMade.Mean - x) - HandMade.Score(x, t));
        var middle = Next(HandMade.Start, 0.75, 2.375) + Math.Sqrt(0.5 * 2.375) * HandMade.Normal(6, 1)[0];
        Assert.Equal(Next(middle, 0.25, 1.125), mel, 1e-12);
    }
}
