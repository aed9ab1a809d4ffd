using Melange;

namespace PartSpace;

/// <summary>Settings of <see cref="PartName"/>.</summary>
public sealed record PartNameOptions
{
    /// <summary>First mel bin that counts, from 0. At least 0, below the number of bins; default 0.</summary>
    public int FirstBin { get; init; }

    /// <summary>Returns these options if every rule holds.</summary>
    /// <exception cref="OptionsException">A rule is broken; the message lists every broken one.</exception>
    public PartNameOptions Validated() => OptionsException.ThrowIfAny(this, Problems());

    private IEnumerable<string> Problems()
    {
        if (FirstBin < 0)
            yield return $"FirstBin must be at least 0, but was {FirstBin}.";
    }
}
