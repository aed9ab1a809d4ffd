using Melange;

namespace PartSpace;

/// <summary>Settings of <see cref="PartName"/>.</summary>
public sealed record PartNameOptions
{
    /// <summary>Factor on the audio before it is cut to [-1, 1]. Above 0 and finite; default 1.</summary>
    public double Gain { get; init; } = 1;

    /// <summary>Returns these options if every rule holds.</summary>
    /// <exception cref="OptionsException">A rule is broken; the message lists every broken one.</exception>
    public PartNameOptions Validated() => OptionsException.ThrowIfAny(this, Problems());

    private IEnumerable<string> Problems()
    {
        if (Gain is not (> 0 and < double.PositiveInfinity))
            yield return $"Gain must be above 0 and finite, but was {Gain}.";
    }
}
