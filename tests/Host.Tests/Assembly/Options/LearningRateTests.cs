using Melange.Host.Assembly.Options;

namespace Melange.Host.Tests.Assembly.Options;

public sealed class LearningRateTests
{
    private static readonly TrainingOptions Options = new()
    {
        Steps = 200,
        WarmUpSteps = 10,
        CoolDownSteps = 100,
        LearningRate = 0.2
    };

    [Theory]
    [InlineData(0, 0.02), InlineData(4, 0.1), InlineData(9, 0.2)] // warm-up: a tenth more each step
    [InlineData(10, 0.2), InlineData(100, 0.2)]
    [InlineData(150, 0.1), InlineData(200, 0)] // half a cosine over the last hundred
    public void At_WarmUpAndCoolDown_RisesStaysAndFalls(int step, double rate) =>
        Assert.Equal(rate, LearningRate.At(step, Options), 1e-12);

    [Fact]
    public void At_NoWarmUpNoCoolDown_StaysFromTheFirstStep()
    {
        var options = Options with { WarmUpSteps = 0, CoolDownSteps = 0 };

        Assert.All(new[] { 0, 50, 199 }, step => Assert.Equal(0.2, LearningRate.At(step, options)));
    }

    [Theory]
    [InlineData(0, 0.02), InlineData(9, 0.2), InlineData(10, 0.2)]
    [InlineData(105, 0.1), InlineData(200, 0)] // half a cosine over the 190 steps after the warm-up
    public void At_Cosine_FallsFromTheWarmUpOn(int step, double rate)
    {
        var options = Options with { CoolDownSteps = 0, RateSchedule = RateSchedule.Cosine };

        Assert.Equal(rate, LearningRate.At(step, options), 1e-12);
    }
}
