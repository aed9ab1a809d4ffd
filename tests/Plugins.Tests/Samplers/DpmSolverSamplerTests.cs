namespace Melange.Plugins.Tests.Samplers;

public sealed class DpmSolverSamplerTests
{
    [Fact]
    public void Sample_ThreeSteps_TakesTwoGuessesInTheSecondAlone()
    {
        var options = new DpmSolverOptions { Steps = 3, Grid = TimeSpacing.Uniform };

        var mel = HandMade.Sample(new DpmSolverSampler(options, new(HandMade.Schedule)));

        var times = new[] { 1, 2.0 / 3, 1.0 / 3 };
        double[] alpha = [.. times.Select(t => Math.Exp(-0.5 * HandMade.Integral(t)))];
        double[] sigma = [.. alpha.Select(a => Math.Sqrt(1 - a * a))];
        double[] lambda = [.. alpha.Zip(sigma, (a, s) => Math.Log(a / s))];
        double Guess(double z, int i) =>
            (z + sigma[i] * sigma[i] * HandMade.Score(z + HandMade.Mean, times[i])) / alpha[i];
        double Next(double z, int i, double guess) => sigma[i + 1] / sigma[i] * z
            - alpha[i + 1] * (Math.Exp(lambda[i] - lambda[i + 1]) - 1) * guess;
        var z0 = HandMade.Start - HandMade.Mean;
        var first = Guess(z0, 0);
        var z1 = Next(z0, 0, first);
        var r = (lambda[1] - lambda[0]) / (lambda[2] - lambda[1]);
        var second = Guess(z1, 1);
        var z2 = Next(z1, 1, (1 + 1 / (2 * r)) * second - 1 / (2 * r) * first);
        Assert.Equal(HandMade.Mean + Guess(z2, 2), mel, 1e-12);
    }
}
