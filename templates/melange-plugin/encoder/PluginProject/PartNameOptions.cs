using Melange;

namespace PartSpace;

/// <summary>Settings of <see cref="PartName"/>.</summary>
public sealed record PartNameOptions
{
    /// <summary>Features C of a phoneme. At least 1; default 64.</summary>
    public int Channels { get; init; } = 64;

    /// <summary>Phonemes that a convolution hears. Odd, at least 1; default 5.</summary>
    public int KernelSize { get; init; } = 5;

    /// <summary>Returns these options if every rule holds.</summary>
    /// <exception cref="OptionsException">A rule is broken; the message lists every broken one.</exception>
    public PartNameOptions Validated() => OptionsException.ThrowIfAny(this, Problems());

    private IEnumerable<string> Problems()
    {
        if (Channels < 1)
            yield return $"Channels must be at least 1, but was {Channels}.";
        if (KernelSize < 1 || KernelSize % 2 == 0)
            yield return $"KernelSize must be odd and at least 1, but was {KernelSize}.";
    }
}
