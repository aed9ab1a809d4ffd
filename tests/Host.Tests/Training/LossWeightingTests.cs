using Melange.Host.Assembly.Options;
using Melange.Host.Training;

namespace Melange.Host.Tests.Training;

public sealed class LossWeightingTests
{
    private static readonly TrainingOptions Options = new()
    {
        LossWeights = new() { Diffusion = 2, Prior = 1, Duration = 0.5 },
        EarlyLossWeights = new() { Steps = 10, Diffusion = 0, Prior = 3, Duration = 0.5 }
    };

    [Theory]
    [InlineData(0, 0, 3)]
    [InlineData(5, 1, 2)]
    [InlineData(10, 2, 1)]
    [InlineData(900, 2, 1)]
    public void At_EarlyWeights_TurnIntoTheLaterInAStraightLine(int step, double diffusion, double prior)
    {
        var weights = LossWeighting.At(step, Options);

        Assert.Equal(new LossWeights { Diffusion = diffusion, Prior = prior, Duration = 0.5 }, weights);
    }

    [Fact]
    public void At_NoEarlyWeights_IsTheSameFromTheFirstStep() =>
        Assert.Same(Options.LossWeights, LossWeighting.At(0, Options with { EarlyLossWeights = null }));
}
