namespace Melange.Plugins;

/// <summary>Settings of <see cref="LinearAttention"/>.</summary>
public sealed record LinearOptions
{
    /// <summary>Heads H. At least 1; default 4.</summary>
    public int Heads { get; init; } = 4;

    /// <summary>Features A a head. At least 1; default 32.</summary>
    public int Features { get; init; } = 32;

    /// <summary>Returns these options if every rule holds.</summary>
    /// <exception cref="OptionsException">A rule is broken; the message lists every broken one.</exception>
    public LinearOptions Validated() => OptionsException.ThrowIfAny(this, HeadRules.Problems(Heads, Features));
}
