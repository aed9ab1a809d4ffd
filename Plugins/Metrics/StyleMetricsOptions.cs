namespace Melange.Plugins;

/// <summary>Settings of <see cref="StyleMetrics"/>.</summary>
public sealed record StyleMetricsOptions
{
    /// <summary>Lowest pitch looked for, in Hz. At least 20; default 75.</summary>
    public double LowestHz { get; init; } = 75;
    /// <summary>Highest pitch looked for, in Hz. Above LowestHz, at most SampleRateHz/4; default 600.</summary>
    public double HighestHz { get; init; } = 600;
    /// <summary>Training utterances that the scale is taken from, at most. At least 2; default 64.</summary>
    public int ScaledBy { get; init; } = 64;

    /// <summary>Returns these options if every rule holds.</summary>
    /// <param name="sampleRateHz">Audio samples a second.</param>
    /// <exception cref="OptionsException">A rule is broken; the message lists every broken one.</exception>
    public StyleMetricsOptions Validated(int sampleRateHz)
    {
        ToPitch().Validated(sampleRateHz);
        return OptionsException.ThrowIfAny(this, ScaledBy >= 2 ? [] :
            [$"ScaledBy must be at least 2, but was {ScaledBy}."]);
    }

    internal AutocorrelationPitchOptions ToPitch() => new() { LowestHz = LowestHz, HighestHz = HighestHz };
}
