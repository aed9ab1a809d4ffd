namespace Melange.Plugins;

/// <summary>Settings of <see cref="YinPitchTracker"/>.</summary>
public sealed record YinOptions
{
    /// <summary>Lowest pitch looked for, in Hz. Above 0; default 60.</summary>
    public double LowestHz { get; init; } = 60;
    /// <summary>Highest pitch looked for, in Hz. Above LowestHz, at most SampleRateHz/4; default 500.</summary>
    public double HighestHz { get; init; } = 500;
    /// <summary>Frames whose normalised difference dips below are voiced. Above 0, below 1; default 0.15.</summary>
    public double Threshold { get; init; } = 0.15;
    /// <summary>Time over which periods are compared, in seconds. Above 0, at most 1; default 0.025.</summary>
    public double WindowSeconds { get; init; } = 0.025;

    /// <summary>Returns these options if every rule holds.</summary>
    /// <param name="sampleRateHz">Audio samples a second.</param>
    /// <exception cref="OptionsException">A rule is broken; the message lists every broken one.</exception>
    public YinOptions Validated(int sampleRateHz) => OptionsException.ThrowIfAny(this, Problems(sampleRateHz));

    private IEnumerable<string> Problems(int sampleRateHz)
    {
        if (!(LowestHz > 0))
            yield return $"LowestHz must be above 0, but was {LowestHz}.";
        if (!(HighestHz > LowestHz && HighestHz <= sampleRateHz / 4.0))
            yield return $"HighestHz must be above LowestHz = {LowestHz} and at most {sampleRateHz / 4.0}, "
                + $"but was {HighestHz}.";
        if (Threshold is not (> 0 and < 1))
            yield return $"Threshold must be above 0 and below 1, but was {Threshold}.";
        if (!(WindowSeconds * sampleRateHz >= 1 && WindowSeconds <= 1))
            yield return $"WindowSeconds must be at least one sample and at most 1, but was {WindowSeconds}.";
    }
}
