namespace Melange.Plugins;

/// <summary>Settings of <see cref="LogF0Error"/>.</summary>
public sealed record LogF0ErrorOptions
{
    /// <summary>Lowest pitch looked for, in Hz. Above 0; default 60.</summary>
    public double LowestHz { get; init; } = 60;
    /// <summary>Highest pitch looked for, in Hz. Above LowestHz, at most SampleRateHz/4; default 500.</summary>
    public double HighestHz { get; init; } = 500;
    /// <summary>How periodic a voiced frame must be: YIN's threshold. Above 0, below 1; default 0.15.</summary>
    public double Threshold { get; init; } = 0.15;

    /// <summary>Returns these options if every rule holds.</summary>
    /// <param name="sampleRateHz">Audio samples a second.</param>
    /// <exception cref="OptionsException">A rule is broken; the message lists every broken one.</exception>
    public LogF0ErrorOptions Validated(int sampleRateHz)
    {
        ToYin().Validated(sampleRateHz);
        return this;
    }

    internal YinOptions ToYin() => new() { LowestHz = LowestHz, HighestHz = HighestHz, Threshold = Threshold };
}
