namespace Melange;

/// <summary>How audio becomes a log-mel spectrogram and back; one for all parts of a run.</summary>
/// <remarks>Frame i covers the samples around (i + 1/2)·HopSamples. Defaults: as Grad-TTS, at 16 kHz.</remarks>
public sealed record AudioFormat
{
    /// <summary>Audio samples a second. At least 1000; default 16000.</summary>
    public int SampleRateHz { get; init; } = 16000;
    /// <summary>
    /// Samples a Fourier transform, and its window. At least HopSamples, by an even number; default 1024.
    /// </summary>
    public int FftSize { get; init; } = 1024;
    /// <summary>Samples from one frame to the next. At least 1; default 256.</summary>
    public int HopSamples { get; init; } = 256;
    /// <summary>Mel bins M. At least 1; default 80.</summary>
    public int Bins { get; init; } = 80;
    /// <summary>Lower edge of the first bin in Hz. At least 0; default 0.</summary>
    public double LowHz { get; init; }
    /// <summary>Upper edge of the last bin in Hz. Above LowHz, at most SampleRateHz/2; default 8000.</summary>
    public double HighHz { get; init; } = 8000;

    /// <summary>Frames a second.</summary>
    public double FrameRateHz => (double)SampleRateHz / HopSamples;

    /// <summary>Returns these options if every rule holds.</summary>
    /// <exception cref="OptionsException">A rule is broken; the message lists every broken one.</exception>
    public AudioFormat Validated() => OptionsException.ThrowIfAny(this, Problems());

    private IEnumerable<string> Problems()
    {
        if (SampleRateHz < 1000)
            yield return $"SampleRateHz must be at least 1000, but was {SampleRateHz}.";
        if (HopSamples < 1)
            yield return $"HopSamples must be at least 1, but was {HopSamples}.";
        if (FftSize < HopSamples || (FftSize - HopSamples) % 2 != 0)
            yield return $"FftSize must be HopSamples = {HopSamples} plus an even number, but was {FftSize}.";
        if (Bins < 1)
            yield return $"Bins must be at least 1, but was {Bins}.";
        if (!(LowHz >= 0))
            yield return $"LowHz must be at least 0, but was {LowHz}.";
        if (!(HighHz > LowHz && HighHz <= SampleRateHz / 2.0))
            yield return $"HighHz must be above LowHz and at most {SampleRateHz / 2.0}, but was {HighHz}.";
    }
}
