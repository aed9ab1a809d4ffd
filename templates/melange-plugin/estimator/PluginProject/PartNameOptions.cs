using Melange;

namespace PartSpace;

/// <summary>Settings of <see cref="PartName"/>.</summary>
public sealed record PartNameOptions
{
    /// <summary>The attention of the site.</summary>
    public required Part<IReferenceAttention, AttentionSite> Attention { get; init; }

    /// <summary>The gate of the site.</summary>
    public required Part<IGate, GateContext> Gate { get; init; }

    /// <summary>Channels C of the hidden state. At least 1; default 16.</summary>
    public int Channels { get; init; } = 16;

    /// <summary>Returns these options if every rule holds.</summary>
    /// <exception cref="OptionsException">A rule is broken; the message lists every broken one.</exception>
    public PartNameOptions Validated() => OptionsException.ThrowIfAny(this, Problems());

    private IEnumerable<string> Problems()
    {
        if (Channels < 1)
            yield return $"Channels must be at least 1, but was {Channels}.";
    }
}
