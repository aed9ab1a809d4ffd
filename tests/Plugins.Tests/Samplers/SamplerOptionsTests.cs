namespace Melange.Plugins.Tests.Samplers;

/// <summary>The rules of the five option records, which share all.</summary>
public sealed class SamplerOptionsTests
{
    [Fact]
    public void Validated_Defaults_AreThemselves()
    {
        Assert.Equal(new EulerOptions(), new EulerOptions().Validated());
        Assert.Equal(new EulerSdeOptions(), new EulerSdeOptions().Validated());
        Assert.Equal(new MaximumLikelihoodSdeOptions(), new MaximumLikelihoodSdeOptions().Validated());
        Assert.Equal(new HeunOptions(), new HeunOptions().Validated());
        Assert.Equal(new DpmSolverOptions(), new DpmSolverOptions().Validated());
    }

    [Theory, InlineData(TimeSpacing.Uniform), InlineData(TimeSpacing.Quadratic)]
    public void Validated_EndTimeThatNobodyReads_ThrowsOfEach(TimeSpacing grid)
    {
        Action[] constructions =
        [
            () => new EulerOptions { Steps = 0, Grid = grid, EndTime = 0.1 }.Validated(),
            () => new EulerSdeOptions { Steps = 0, Grid = grid, EndTime = 0.1 }.Validated(),
            () => new MaximumLikelihoodSdeOptions { Steps = 0, Grid = grid, EndTime = 0.1 }.Validated(),
            () => new HeunOptions { Steps = 0, Grid = grid, EndTime = 0.1 }.Validated(),
            () => new DpmSolverOptions { Steps = 0, Grid = grid, EndTime = 0.1 }.Validated()
        ];

        Assert.All(constructions, construct => Assert.Equal(
            "Steps must be at least 1, but was 0.\nEndTime must be left out where Grid is not log-snr.",
            Assert.Throws<OptionsException>(construct).Message));
    }

    [Theory, InlineData(0, "0"), InlineData(1, "1"), InlineData(double.NaN, "NaN")]
    public void Validated_EndTimeOutOfRange_SaysWhatToChange(double endTime, string shown)
    {
        var options = new DpmSolverOptions { Grid = TimeSpacing.LogSnr, EndTime = endTime };

        Assert.Equal($"EndTime must be above 0 and below 1, but was {shown}.",
            Assert.Throws<OptionsException>(options.Validated).Message);
    }
}
