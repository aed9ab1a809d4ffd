using Melange;

namespace PartSpace;

/// <summary>Settings of <see cref="PartName"/>.</summary>
public sealed record PartNameOptions
{
    /// <summary>Features a reference frame. At least 1; default 4.</summary>
    public int Width { get; init; } = 4;

    /// <summary>Returns these options if every rule holds.</summary>
    /// <exception cref="OptionsException">A rule is broken; the message lists every broken one.</exception>
    public PartNameOptions Validated() => OptionsException.ThrowIfAny(this, Problems());

    private IEnumerable<string> Problems()
    {
        if (Width < 1)
            yield return $"Width must be at least 1, but was {Width}.";
    }
}
