using Melange.Testing;

namespace Melange.Plugins.Tests.Samplers;

public sealed class MaximumLikelihoodSdeSamplerTests
{
    [Fact]
    public void Sample_TwoSteps_AreThoseOfThePosteriorGivenTheDataGuess()
    {
        using var random = new Generator(6);
        var sampler = new MaximumLikelihoodSdeSampler(new() { Steps = 2 }, new(HandMade.Schedule));

        var mel = HandMade.Sample(sampler, random);

        // The same step in its other form: x_s given x_t and x_0 is normal, with x_0 the guess that the score makes.
        double Kept(double s, double t) => Math.Exp(HandMade.Integral(s) - HandMade.Integral(t)); // gamma²(s, t)
        double Guess(double z, double t) =>
            (z + (1 - Kept(0, t)) * HandMade.Score(z + HandMade.Mean, t)) / Math.Sqrt(Kept(0, t));
        var (z, half) = (HandMade.Start - HandMade.Mean, 1 - Kept(0, 0.5));
        var mean = Math.Sqrt(Kept(0.5, 1)) * half / (1 - Kept(0, 1)) * z
            + Math.Sqrt(Kept(0, 0.5)) * (1 - Kept(0.5, 1)) / (1 - Kept(0, 1)) * Guess(z, 1);
        var deviation = Math.Sqrt(half * (1 - Kept(0.5, 1)) / (1 - Kept(0, 1)));
        var middle = mean + deviation * HandMade.Normal(6, 1)[0];
        Assert.Equal(HandMade.Mean + Guess(middle, 0.5), mel, 1e-12);
    }

    // Theorem 1: where the data are one value, any number of steps ends with it.
    [Theory, InlineData(1), InlineData(3)]
    public void Sample_DataOfOneValue_EndsWithItAtAnyNumberOfSteps(int steps)
    {
        using var scope = NewDisposeScope();
        var (input, data) = SamplerExample.Create([2, 3, 5], float64);
        var known = new GaussianData(
            input.Mean, data.Center, zeros_like(data.Deviation), SamplerExample.Schedule);
        var sampler = new MaximumLikelihoodSdeSampler(new() { Steps = steps }, new(SamplerExample.Schedule));

        var mel = sampler.Sample(input with { Score = known.Score });

        TensorAssert.Close(data.Center, mel, 1e-10); // float64; at time 1 the guess enlarges rounding by 150
    }
}
