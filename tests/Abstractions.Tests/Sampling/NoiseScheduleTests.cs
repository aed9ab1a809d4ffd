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

    [Fact]
    public void Validated_BothRulesBroken_ListsBoth()
    {
        var fault = Assert.Throws<OptionsException>(() => new NoiseSchedule { BetaMin = 0, BetaMax = -1 }.Validated());

        Assert.Equal(
            "BetaMin must be above 0, but was 0.\nBetaMax must be at least BetaMin = 0, but was -1.", fault.Message);
    }
}
