namespace Melange.Plugins;

/// <summary>Settings of <see cref="AutocorrelationPitchTracker"/>; the defaults are Praat's.</summary>
public sealed record AutocorrelationPitchOptions
{
    /// <summary>Lowest pitch looked for, in Hz; three of its periods are a window. At least 20; default 75.</summary>
    public double LowestHz { get; init; } = 75;
    /// <summary>Highest pitch looked for, in Hz. Above LowestHz, at most SampleRateHz/4; default 600.</summary>
    public double HighestHz { get; init; } = 600;
    /// <summary>Peaks below this share of the greatest are silence, about. At least 0, below 1; default 0.03.</summary>
    public double SilenceThreshold { get; init; } = 0.03;
    /// <summary>How periodic a voiced frame must be, about. Above 0, at most 1; default 0.45.</summary>
    public double VoicingThreshold { get; init; } = 0.45;
    /// <summary>How much a pitch an octave higher is preferred. At least 0; default 0.01.</summary>
    public double OctaveCost { get; init; } = 0.01;
    /// <summary>Cost of a jump by an octave within 10 ms. At least 0; default 0.35.</summary>
    public double OctaveJumpCost { get; init; } = 0.35;
    /// <summary>Cost of voicing's beginning or end within 10 ms. At least 0; default 0.14.</summary>
    public double VoicedUnvoicedCost { get; init; } = 0.14;

    /// <summary>Returns these options if every rule holds.</summary>
    /// <param name="sampleRateHz">Audio samples a second.</param>
    /// <exception cref="OptionsException">A rule is broken; the message lists every broken one.</exception>
    public AutocorrelationPitchOptions Validated(int sampleRateHz) =>
        OptionsException.ThrowIfAny(this, [.. RangeProblems(sampleRateHz), .. Problems()]);

    private IEnumerable<string> RangeProblems(int sampleRateHz)
    {
        if (!(LowestHz >= 20))
            yield return $"LowestHz must be at least 20, but was {LowestHz}.";
        if (!(HighestHz > LowestHz && HighestHz <= sampleRateHz / 4.0))
            yield return $"HighestHz must be above LowestHz = {LowestHz} and at most {sampleRateHz / 4.0}, "
                + $"but was {HighestHz}.";
    }

    private IEnumerable<string> Problems()
    {
        if (SilenceThreshold is not (>= 0 and < 1))
            yield return $"SilenceThreshold must be at least 0 and below 1, but was {SilenceThreshold}.";
        if (VoicingThreshold is not (> 0 and <= 1))
            yield return $"VoicingThreshold must be above 0 and at most 1, but was {VoicingThreshold}.";
        if (!(OctaveCost >= 0))
            yield return $"OctaveCost must be at least 0, but was {OctaveCost}.";
        if (!(OctaveJumpCost >= 0))
            yield return $"OctaveJumpCost must be at least 0, but was {OctaveJumpCost}.";
        if (!(VoicedUnvoicedCost >= 0))
            yield return $"VoicedUnvoicedCost must be at least 0, but was {VoicedUnvoicedCost}.";
    }
}
