using Melange;

namespace PartSpace;

/// <summary>Settings of <see cref="PartName"/>.</summary>
public sealed record PartNameOptions
{
    /// <summary>Share that every phoneme starts from. Above 0, below 1; default 0.5.</summary>
    public double Start { get; init; } = 0.5;

    /// <summary>Returns these options if every rule holds.</summary>
    /// <exception cref="OptionsException">A rule is broken; the message lists every broken one.</exception>
    public PartNameOptions Validated() => OptionsException.ThrowIfAny(this, Problems());

    private IEnumerable<string> Problems()
    {
        if (Start is not (> 0 and < 1))
            yield return $"Start must be above 0 and below 1, but was {Start}.";
    }
}
