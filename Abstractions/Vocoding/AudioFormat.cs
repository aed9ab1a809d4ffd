using System.Globalization;
using System.Text.Json.Serialization;

namespace Melange;

/// <summary>How audio becomes a log-mel spectrogram and back; one for all parts of a run.</summary>
/// <remarks>Frame i covers the samples around (i + 1/2)·HopSamples. Defaults: as Grad-TTS, at 16 kHz.</remarks>
public sealed record AudioFormat
{
    /// <summary>Audio samples a second. At least 1000; default 16000.</summary>
    public int SampleRateHz { get; init; } = 16000;
    /// <summary>Samples a Fourier transform. At least HopSamples, by an even number; default 1024.</summary>
    public int FftSize { get; init; } = 1024;
    /// <summary>Samples of its periodic Hann window, amid zeros. At least 0, at most FftSize; default 0, which stands
    /// for FftSize.</summary>
    public int WindowSamples { get; init; }
    /// <summary>Samples from one frame to the next. At least 1; default 256.</summary>
    public int HopSamples { get; init; } = 256;
    /// <summary>Mel bins M. At least 1; default 80.</summary>
    public int Bins { get; init; } = 80;
    /// <summary>Lower edge of the first bin in Hz. At least 0; default 0.</summary>
    public double LowHz { get; init; }
    /// <summary>Upper edge of the last bin in Hz. Above LowHz, at most SampleRateHz/2; default 8000.</summary>
    public double HighHz { get; init; } = 8000;
    /// <summary>Scale on which the bins lie evenly: <c>slaney</c> (default) or <c>htk</c>.</summary>
    public MelScale MelScale { get; init; } = MelScale.Slaney;
    /// <summary>Height of the bins' triangles: <c>area</c> (default), so that each has area 1, or <c>one</c>.</summary>
    public FilterHeight FilterHeight { get; init; } = FilterHeight.Area;
    /// <summary>Least mel magnitude, of which the natural logarithm is taken. Above 0; default 1E-05.</summary>
    public double MelFloor { get; init; } = 1e-5;

    /// <summary>What is taken from a log-mel before a model sees it, in nat. Finite; default 0.</summary>
    public double MelMean { get; init; }
    /// <summary>What it is divided by then, in nat. Above 0; default 1, with mean 0 as Grad-TTS; Matcha-TTS takes mean
    /// and standard deviation of the training set.</summary>
    public double MelDeviation { get; init; } = 1;

    /// <summary>Samples of the window that the transform really has.</summary>
    public int Window => WindowSamples == 0 ? FftSize : WindowSamples;

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

    /// <summary>What another format makes other log-mels by, each as <c>option this, not other</c>.</summary>
    /// <remarks>Mean and deviation count no more: they are what a model makes of a log-mel.</remarks>
    /// <param name="other">The other format.</param>
    /// <returns>One text a difference: <c>hopSamples 256, not 300</c>; none where the log-mels are the same.</returns>
    public IReadOnlyList<string> Differences(AudioFormat other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return [.. Numbers().Zip(other.Numbers()).Where(pair => pair.First != pair.Second)
            .Select(pair => $"{pair.First.Option} {pair.First.Value}, not {pair.Second.Value}")];
    }

    /// <summary>Returns these options if every rule holds.</summary>
    /// <exception cref="OptionsException">A rule is broken; the message lists every broken one.</exception>
    public AudioFormat Validated() => OptionsException.ThrowIfAny(this, Problems());

    private bool IsAsItIs => MelMean == 0 && MelDeviation == 1;

    private IEnumerable<(string Option, string Value)> Numbers()
    {
        yield return ("sampleRateHz", Text(SampleRateHz));
        yield return ("fftSize", Text(FftSize));
        yield return ("windowSamples", Text(Window));
        yield return ("hopSamples", Text(HopSamples));
        yield return ("bins", Text(Bins));
        yield return ("lowHz", Text(LowHz));
        yield return ("highHz", Text(HighHz));
        yield return ("melScale", MelScale == MelScale.Slaney ? "slaney" : "htk");
        yield return ("filterHeight", FilterHeight == FilterHeight.Area ? "area" : "one");
        yield return ("melFloor", Text(MelFloor));

        static string Text(double number) => number.ToString(CultureInfo.InvariantCulture);
    }

    private IEnumerable<string> Problems()
    {
        if (SampleRateHz < 1000)
            yield return $"SampleRateHz must be at least 1000, but was {SampleRateHz}.";
        if (HopSamples < 1)
            yield return $"HopSamples must be at least 1, but was {HopSamples}.";
        if (FftSize < HopSamples || (FftSize - HopSamples) % 2 != 0)
            yield return $"FftSize must be HopSamples = {HopSamples} plus an even number, but was {FftSize}.";
        if (WindowSamples < 0 || WindowSamples > Math.Max(FftSize, 0))
            yield return $"WindowSamples must be at least 0 and at most FftSize = {FftSize}, but was {WindowSamples}.";
        if (Bins < 1)
            yield return $"Bins must be at least 1, but was {Bins}.";
        if (!(LowHz >= 0))
            yield return $"LowHz must be at least 0, but was {LowHz}.";
        if (!(HighHz > LowHz && HighHz <= SampleRateHz / 2.0))
            yield return $"HighHz must be above LowHz and at most {SampleRateHz / 2.0}, but was {HighHz}.";
        if (!(MelFloor > 0 && double.IsFinite(MelFloor)))
            yield return $"MelFloor must be above 0, but was {MelFloor}.";
        if (!double.IsFinite(MelMean))
            yield return $"MelMean must be finite, but was {MelMean}.";
        if (!(MelDeviation > 0 && double.IsFinite(MelDeviation)))
            yield return $"MelDeviation must be above 0, but was {MelDeviation}.";
    }
}

/// <summary>A scale of pitch, on which mel bins lie evenly.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<MelScale>))]
public enum MelScale
{
    /// <summary>Linear below 1 kHz, logarithmic above: M. Slaney, Auditory Toolbox 1998; librosa's default.</summary>
    Slaney,

    /// <summary>2595·log10(1 + f/700 Hz): the Hidden Markov Model Toolkit's; torchaudio's default.</summary>
    Htk
}

/// <summary>How high the triangles of mel bins are.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<FilterHeight>))]
public enum FilterHeight
{
    /// <summary>So high that each has area 1: unit 1/Hz, the wider the lower; librosa's default.</summary>
    Area,

    /// <summary>1; torchaudio's default.</summary>
    One
}
