using TorchSharp;
using static Melange.TensorShape;

namespace Melange.Host.Features;

/// <summary>Turns audio into the log-mel spectrogram that all parts of a run share.</summary>
/// <remarks>
/// Reflected padding of (FftSize − HopSamples)/2 samples at both ends, no centring, periodic Hann window; <c>ln
/// max(filters · √(re² + im² + 1e-9), MelFloor)</c>. Source: the mel-spectrogram of HiFi-GAN (Kong et al. 2020), which
/// Grad-TTS takes over. S samples give ⌊S/HopSamples⌋ frames.
/// </remarks>
public sealed class LogMelSpectrogram : IDisposable
{
    private const double PowerFloor = 1e-9;

    private readonly AudioFormat format;
    private readonly Tensor window;

    /// <summary>Prepares window and filters of a format.</summary>
    /// <exception cref="OptionsException">The format breaks its own rules.</exception>
    public LogMelSpectrogram(AudioFormat format)
    {
        this.format = format.Validated();
        Filters = MelFilterbank.Of(format).DetachFromDisposeScope();
        using var exact = hann_window(format.Window, periodic: true, dtype: float64);
        window = exact.to(float32).DetachFromDisposeScope();
    }

    /// <summary>The mel filters, unit 1/Hz, or none where they are 1 high, float32 <c>[M, FftSize/2 + 1]</c>; this
    /// object's to dispose.</summary>
    public Tensor Filters { get; }

    /// <summary>Computes the spectrogram of one utterance, on the CPU.</summary>
    /// <param name="samples">Audio in [-1, 1], <c>[S]</c>.</param>
    /// <returns>Natural-log mel-spectrogram, float32 <c>[M, T]</c> with T = ⌊S/HopSamples⌋, new.</returns>
    /// <exception cref="ArgumentException">The samples are too few to be reflected, or fewer than a hop.</exception>
    public Tensor Of(float[] samples)
    {
        using var audio = tensor(samples);
        return Of(audio);
    }

    /// <summary>Computes the spectrogram of one utterance, on the device of its samples.</summary>
    /// <param name="samples">Audio in [-1, 1], <c>[S]</c>.</param>
    /// <returns>Natural-log mel-spectrogram, float32 <c>[M, T]</c> with T = ⌊S/HopSamples⌋, new.</returns>
    /// <exception cref="TensorShapeException">The samples are not one axis.</exception>
    /// <exception cref="ArgumentException">The samples are too few to be reflected, or fewer than a hop.</exception>
    public Tensor Of(Tensor samples)
    {
        HasShape(samples, "S", [Any]);
        using var scope = NewDisposeScope();
        return OfBatch(samples.unsqueeze(0))[0].MoveToOuterDisposeScope();
    }

    /// <summary>Computes the spectrograms of audio of one length, each as by itself, on its device.</summary>
    /// <param name="samples">Audio in [-1, 1], <c>[B, S]</c>; the gradient reaches it.</param>
    /// <returns>Natural-log mel-spectrograms, float32 <c>[B, M, T]</c> with T = ⌊S/HopSamples⌋, new.</returns>
    /// <exception cref="TensorShapeException">The samples are not two axes.</exception>
    /// <exception cref="ArgumentException">The samples are too few to be reflected, or fewer than a hop.</exception>
    public Tensor OfBatch(Tensor samples)
    {
        HasShape(samples, "B S", [Any, Any]);
        if (Problem(format, samples.shape[1]) is { } problem)
            throw new ArgumentException(problem);

        var padding = Padding(format);
        using var scope = NewDisposeScope();
        var padded = nn.functional.pad(
            samples.to(float32).unsqueeze(1), (padding, padding), PaddingModes.Reflect);   // [B, 1, S + 2·padding]
        var spectrum = padded.squeeze(1).stft(format.FftSize, format.HopSamples, format.Window,
            window.to(samples.device), center: false, return_complex: true);            // [B, FftSize/2 + 1, T]
        var magnitude = (spectrum.real.square() + spectrum.imag.square() + PowerFloor).sqrt();
        var mel = Filters.to(samples.device).matmul(magnitude);                         // [B, M, T]
        return mel.clamp_min(format.MelFloor).log().MoveToOuterDisposeScope();
    }

    /// <summary>What is wrong with so many samples; null where they can be transformed.</summary>
    public static string? Problem(AudioFormat format, long samples)
    {
        ArgumentNullException.ThrowIfNull(format);
        var fewest = Math.Max(Padding(format) + 1, format.HopSamples);
        return samples >= fewest ? null : $"samples must be at least {fewest} long (FftSize = {format.FftSize}, "
            + $"HopSamples = {format.HopSamples}), but was {samples}.";
    }

    /// <summary>Frees window and filters.</summary>
    public void Dispose()
    {
        window.Dispose();
        Filters.Dispose();
    }

    private static int Padding(AudioFormat format) => (format.FftSize - format.HopSamples) / 2;
}
