namespace Melange.Plugins.Tests.Samplers;

public sealed class TimeGridTests
{
    private static readonly NoiseSchedule Schedule = new();

    [Fact]
    public void Times_UniformAndQuadratic_AreTheirFormulas()
    {
        var (uniform, quadratic) = (Grid(4, TimeSpacing.Uniform), Grid(4, TimeSpacing.Quadratic));

        Assert.Equal([1, 0.75, 0.5, 0.25, 0], Times(uniform));
        Assert.Equal([1, 0.5625, 0.25, 0.0625, 0], Times(quadratic));
    }

    [Fact]
    public void Times_LogSnr_RiseInEqualStepsToTheEndTimeAndThenStepToZero()
    {
        var times = Times(Grid(5, TimeSpacing.LogSnr, endTime: 0.02));

        var snr = times.SkipLast(1).Select(Schedule.LogSnr).ToArray();
        var step = (Schedule.LogSnr(0.02) - Schedule.LogSnr(1)) / 4;
        Assert.Equal(1, times[0]);
        Assert.Equal(0.02, times[4], 1e-12);
        Assert.Equal(0, times[5]);
        Assert.All(Enumerable.Range(0, 5), i => Assert.Equal(Schedule.LogSnr(1) + i * step, snr[i], 1e-9));
    }

    [Fact]
    public void Times_LogSnrWithoutEndTime_StepToZeroFromTheDefault() =>
        Assert.Equal(0.02, Times(Grid(3, TimeSpacing.LogSnr))[2], 1e-12);

    [Theory, InlineData(TimeSpacing.Uniform), InlineData(TimeSpacing.Quadratic), InlineData(TimeSpacing.LogSnr)]
    public void Times_AnyGrid_FallFromOneToZero(TimeSpacing spacing)
    {
        foreach (var steps in new[] { 1, 2, 3, 50 })
        {
            var times = Times(Grid(steps, spacing));

            Assert.Equal((1, 0, steps + 1), (times[0], times[^1], times.Length));
            Assert.All(times.Zip(times.Skip(1)), pair => Assert.True(pair.First > pair.Second));
        }
    }

    [Theory, InlineData(TimeSpacing.Quadratic), InlineData(TimeSpacing.LogSnr)]
    public void MiddleAndRate_OtherThanUniform_AreThoseOfTheStep(TimeSpacing spacing)
    {
        var grid = Grid(3, spacing);

        Assert.Equal((grid[1] + grid[2]) / 2, grid.Middle(1), 1e-15);
        Assert.Equal(1 / (grid[1] - grid[2]), grid.Rate(1), 1e-12);
    }

    [Fact]
    public void MiddleAndRate_Uniform_AreExactlyThoseOfThePublishedCode()
    {
        foreach (var steps in new[] { 1, 3, 10, 49, 103 })
            for (var step = 0; step < steps; step++)
            {
                var grid = Grid(steps, TimeSpacing.Uniform);

                Assert.Equal(1.0 - (step + 0.5) / steps, grid.Middle(step));
                Assert.Equal(steps, grid.Rate(step));
            }
    }

    private static TimeGrid Grid(int steps, TimeSpacing spacing, double? endTime = null) =>
        new((steps, spacing, endTime), new GradTtsProcess(new(), new(Schedule)));

    private static double[] Times(TimeGrid grid) => [.. Enumerable.Range(0, grid.Steps + 1).Select(i => grid[i])];
}
