namespace Melange;

/// <summary>The linear noise schedule of the diffusion process.</summary>
/// <remarks>
/// beta(t) = BetaMin + (BetaMax - BetaMin)·t on t in [0, 1], unit 1/time. Source: Popov et al. 2021 (Grad-TTS),
/// official code.
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

    private IEnumerable<string> Problems()
    {
        if (BetaMin is not > 0)
            yield return $"BetaMin must be above 0, but was {BetaMin}.";
        if (!(BetaMax >= BetaMin))
            yield return $"BetaMax must be at least BetaMin = {BetaMin}, but was {BetaMax}.";
    }
}
