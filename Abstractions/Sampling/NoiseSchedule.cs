namespace Melange;

/// <summary>The linear noise schedule of the diffusion process.</summary>
/// <remarks>
/// beta(t) = BetaMin + (BetaMax - BetaMin)·t on t in [0, 1], unit 1/time. Source: Popov et al. 2021 (Grad-TTS),
/// official code. Given x_0, x_t - mu is normal around <see cref="Decay"/>·(x_0 - mu) with standard deviation
/// <see cref="Spread"/>: an ordinary variance-preserving process.
/// </remarks>
public sealed record NoiseSchedule
{
    /// <summary>beta at time 0. Above 0; default 0.05.</summary>
    public double BetaMin { get; init; } = 0.05;

    /// <summary>beta at time 1. At least BetaMin; default 20.</summary>
    public double BetaMax { get; init; } = 20.0;

    /// <summary>Returns these options if every rule holds.</summary>
    /// <exception cref="OptionsException">A rule is broken; the message lists every broken one.</exception>
    public NoiseSchedule Validated() => OptionsException.ThrowIfAny(this, Problems());

    /// <summary>beta(t) for times of any shape.</summary>
    public Tensor Beta(Tensor time) => BetaMin + (BetaMax - BetaMin) * time;

    /// <summary>The integral of beta from 0 to t, for times of any shape.</summary>
    public Tensor BetaIntegral(Tensor time) => BetaMin * time + 0.5 * (BetaMax - BetaMin) * time * time;

    /// <summary>beta at one time.</summary>
    public double Beta(double time) => BetaMin + (BetaMax - BetaMin) * time;

    /// <summary>The integral of beta from 0 to one time.</summary>
    public double BetaIntegral(double time) => BetaMin * time + 0.5 * (BetaMax - BetaMin) * time * time;

    /// <summary>What is left of x_0 - mu at one time: e^(-½∫beta), 1 at time 0.</summary>
    public double Decay(double time) => Math.Exp(-0.5 * BetaIntegral(time));

    /// <summary>Standard deviation of the noise at one time: √(1 - e^(-∫beta)), 0 at time 0.</summary>
    public double Spread(double time) => Math.Sqrt(1 - Math.Exp(-BetaIntegral(time)));

    /// <summary>Natural logarithm of Decay²/Spread² at one time; infinite at time 0.</summary>
    public double LogSnr(double time) => -Math.Log(Math.Exp(BetaIntegral(time)) - 1);

    /// <summary>The time that has a log-SNR: the inverse of <see cref="LogSnr"/>, 0 where it is infinite.</summary>
    public double TimeOfLogSnr(double logSnr)
    {
        var integral = Math.Log(1 + Math.Exp(-logSnr));
        return 2 * integral / (BetaMin + Math.Sqrt(BetaMin * BetaMin + 2 * (BetaMax - BetaMin) * integral));
    }

    private IEnumerable<string> Problems()
    {
        if (BetaMin is not > 0)
            yield return $"BetaMin must be above 0, but was {BetaMin}.";
        if (!(BetaMax >= BetaMin))
            yield return $"BetaMax must be at least BetaMin = {BetaMin}, but was {BetaMax}.";
    }
}
