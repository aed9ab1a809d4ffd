namespace Melange.Plugins;

/// <summary>Settings of <see cref="FrameToBinAttention"/>.</summary>
public sealed record FrameToBinOptions
{
    /// <summary>Heads H. At least 1; default 4.</summary>
    public int Heads { get; init; } = 4;

    /// <summary>Features A a head. At least 1; default 32.</summary>
    public int Features { get; init; } = 32;

    /// <summary>Returns these options if every rule holds.</summary>
    /// <exception cref="OptionsException">A rule is broken; the message lists every broken one.</exception>
    public FrameToBinOptions Validated() => OptionsException.ThrowIfAny(this, Problems());

    private IEnumerable<string> Problems()
    {
        if (Heads < 1)
            yield return $"Heads must be at least 1, but was {Heads}.";
        if (Features < 1)
            yield return $"Features must be at least 1, but was {Features}.";
    }
}
