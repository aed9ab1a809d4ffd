namespace Melange.Plugins;

/// <summary>Settings of <see cref="GriffinLimVocoder"/>.</summary>
public sealed record GriffinLimOptions
{
    /// <summary>Rounds of phase reconstruction. At least 1; default 32.</summary>
    public int Iterations { get; init; } = 32;

    /// <summary>Overshoot of each round. At least 0 (Griffin-Lim), at most 1; default 0.99 (fast).</summary>
    public double Momentum { get; init; } = 0.99;

    /// <summary>Returns these options if every rule holds.</summary>
    /// <exception cref="OptionsException">A rule is broken; the message lists every broken one.</exception>
    public GriffinLimOptions Validated() => OptionsException.ThrowIfAny(this, Problems());

    private IEnumerable<string> Problems()
    {
        if (Iterations < 1)
            yield return $"Iterations must be at least 1, but was {Iterations}.";
        if (Momentum is not (>= 0 and <= 1))
            yield return $"Momentum must be at least 0 and at most 1, but was {Momentum}.";
    }
}
