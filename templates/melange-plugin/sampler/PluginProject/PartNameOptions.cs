using Melange;

namespace PartSpace;

/// <summary>Settings of <see cref="PartName"/>.</summary>
public sealed record PartNameOptions
{
    /// <summary>Steps from time 1 to time 0, one score each. At least 1; default 10.</summary>
    public int Steps { get; init; } = 10;

    /// <summary>Returns these options if every rule holds.</summary>
    /// <exception cref="OptionsException">A rule is broken; the message lists every broken one.</exception>
    public PartNameOptions Validated() => OptionsException.ThrowIfAny(this, Problems());

    private IEnumerable<string> Problems()
    {
        if (Steps < 1)
            yield return $"Steps must be at least 1, but was {Steps}.";
    }
}
