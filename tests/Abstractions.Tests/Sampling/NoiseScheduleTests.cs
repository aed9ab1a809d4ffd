using Melange.Testing;

namespace Melange.Tests.Sampling;

public sealed class NoiseScheduleTests
{
    [Fact]
    public void BetaIntegral_Times_IsTheIntegralOfBeta()
    {
        using var scope = NewDisposeScope();
        var schedule = new NoiseSchedule();
        var time = linspace(0, 1, 1001, float64);

        var integral = schedule.BetaIntegral(time);

        var slopes = (integral.slice(0, 1, 1001, 1) - integral.slice(0, 0, 1000, 1)) * 1000;
        var middles = time.slice(0, 0, 1000, 1) + 0.0005;
        TensorAssert.Close(schedule.Beta(middles), slopes, 1e-9); // a parabola's mean slope is that in the middle
    }

    [Theory, InlineData(0), InlineData(0.3), InlineData(1)]
    public void BetaAndIntegral_OneTime_AreThoseOfTensors(double time)
    {
        using var scope = NewDisposeScope();
        var (schedule, times) = (new NoiseSchedule(), tensor(new[] { time }));

        Assert.Equal(schedule.Beta(times).item<double>(), schedule.Beta(time), 1e-14);
        Assert.Equal(schedule.BetaIntegral(times).item<double>(), schedule.BetaIntegral(time), 1e-14);
    }

    [Fact]
    public void DecayAndSpread_OneTime_AreOfOneVariance()
    {
        var schedule = new NoiseSchedule { BetaMin = 1, BetaMax = 3 };

        Assert.Equal(Math.Exp(-0.375), schedule.Decay(0.5), 1e-15);                  // ∫beta = 0.5 + 0.25
        Assert.Equal(Math.Sqrt(1 - Math.Exp(-0.75)), schedule.Spread(0.5), 1e-15);
        Assert.Equal((1, 0), (schedule.Decay(0), schedule.Spread(0)));
        Assert.Equal(-Math.Log(Math.Exp(0.75) - 1), schedule.LogSnr(0.5), 1e-15);
        Assert.Equal(2 * Math.Log(schedule.Decay(0.5) / schedule.Spread(0.5)), schedule.LogSnr(0.5), 1e-14);
    }

    [Theory, InlineData(20), InlineData(0.05)] // the second: beta is constant
    public void TimeOfLogSnr_LogSnrOfATime_IsTheTime(double betaMax)
    {
        var schedule = new NoiseSchedule { BetaMax = betaMax };

        Assert.All([1e-4, 0.01, 0.5, 1],
            time => Assert.Equal(time, schedule.TimeOfLogSnr(schedule.LogSnr(time)), 1e-12));
        Assert.Equal(double.PositiveInfinity, schedule.LogSnr(0));
        Assert.Equal(0, schedule.TimeOfLogSnr(double.PositiveInfinity));
    }

    [Fact]
    public void Validated_BothRulesBroken_ListsBoth()
    {
        var fault = Assert.Throws<OptionsException>(() => new NoiseSchedule { BetaMin = 0, BetaMax = -1 }.Validated());

        Assert.Equal(
            "BetaMin must be above 0, but was 0.\nBetaMax must be at least BetaMin = 0, but was -1.", fault.Message);
    }
}
