using Melange;

namespace PartSpace;

/// <summary>Settings of <see cref="PartName"/>.</summary>
public sealed record PartNameOptions
{
    /// <summary>Largest value before scaling, in standard deviations. Above 0, at most 5; default 2.</summary>
    public double Limit { get; init; } = 2;

    /// <summary>Factor on the noise. Above 0 and finite; default 0.7.</summary>
    public double Scale { get; init; } = 0.7;

    /// <summary>Returns these options if every rule holds.</summary>
    /// <exception cref="OptionsException">A rule is broken; the message lists every broken one.</exception>
    public PartNameOptions Validated() => OptionsException.ThrowIfAny(this, Problems());

    private IEnumerable<string> Problems()
    {
        if (Limit is not (> 0 and <= 5))
            yield return $"Limit must be above 0 and at most 5, but was {Limit}.";
        if (Scale is not (> 0 and < double.PositiveInfinity))
            yield return $"Scale must be above 0 and finite, but was {Scale}.";
    }
}
