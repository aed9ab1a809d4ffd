using Melange.Host.Assembly;
using Melange.Host.Training;

namespace Melange.Host.Tests.Training;

public sealed class LearningRateTests
{
    private static readonly TrainingOptions Options = new()
    {
        Steps = 110,
        WarmUpSteps = 10,
        LearningRate = 0.2,
        RateCourse = RateCourse.Cosine
    };

    [Theory]
    [InlineData(0, 0.02), InlineData(4, 0.1), InlineData(9, 0.2)] // warm-up: a tenth more each step
    [InlineData(10, 0.2), InlineData(60, 0.1), InlineData(110, 0)] // half a cosine over the other hundred
    public void At_CosineAfterWarmUp_RisesAndFalls(int step, double rate) =>
        Assert.Equal(rate, LearningRate.At(step, Options), 1e-12);

    [Fact]
    public void At_ConstantWithoutWarmUp_StaysFromTheFirstStep()
    {
        var options = Options with { WarmUpSteps = 0, RateCourse = RateCourse.Constant };

        Assert.All(new[] { 0, 50, 109 }, step => Assert.Equal(0.2, LearningRate.At(step, options)));
    }
}
