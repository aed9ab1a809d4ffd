namespace Melange.Plugins;

/// <summary>Settings of <see cref="GaussianNoise"/>.</summary>
public sealed record GaussianNoiseOptions
{
    /// <summary>What the noise is divided by. Above 0; default 1.5.</summary>
    public double Temperature { get; init; } = 1.5;

    /// <summary>Returns these options if every rule holds.</summary>
    /// <exception cref="OptionsException">A rule is broken; the message lists every broken one.</exception>
    public GaussianNoiseOptions Validated() => OptionsException.ThrowIfAny(this, NoiseRules.Problems(Temperature));
}
