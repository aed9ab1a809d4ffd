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

    /// <summary>What is taken from a log-mel before a model sees it, in nat. Finite; default 0.</summary>
    public double MelMean { get; init; }
    /// <summary>What it is divided by then, in nat. Above 0; default 1, with mean 0 as Grad-TTS; Matcha-TTS takes mean
    /// and standard deviation of the training set.</summary>
    public double MelDeviation { get; init; } = 1;

    /// <summary>Frames a second.</summary>
    public double FrameRateHz => (double)SampleRateHz / HopSamples;

    /// <summary>A log-mel as a model sees it: (log-mel − MelMean)/MelDeviation.</summary>
    /// <param name="logMel">In nat, any shape.</param>
    /// <returns>The same shape; with mean 0 and deviation 1 it shares the log-mel's memory.</returns>
    public Tensor Normalised(Tensor logMel) => IsAsItIs ? logMel.alias() : logMel.sub(MelMean).div_(MelDeviation);

    /// <summary>The log-mel that a model means: MelDeviation·x + MelMean.</summary>
    /// <param name="normalised">What a model gives, any shape.</param>
    /// <returns>In nat, the same shape; with mean 0 and deviation 1 it shares its memory.</returns>
    public Tensor LogMelOf(Tensor normalised) =>
        IsAsItIs ? normalised.alias() : normalised.mul(MelDeviation).add_(MelMean);

    /// <summary>Returns these options if every rule holds.</summary>
    /// <exception cref="OptionsException">A rule is broken; the message lists every broken one.</exception>
    public AudioFormat Validated() => OptionsException.ThrowIfAny(this, Problems());

    private bool IsAsItIs => MelMean == 0 && MelDeviation == 1;

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
        if (!double.IsFinite(MelMean))
            yield return $"MelMean must be finite, but was {MelMean}.";
        if (!(MelDeviation > 0 && double.IsFinite(MelDeviation)))
            yield return $"MelDeviation must be above 0, but was {MelDeviation}.";
    }
}
