using Melange;
using static Melange.TensorShape;

namespace PartSpace;

/// <summary>Makes audio from a mel-spectrogram in one pass, with random phases: a whisper of what was said.</summary>
/// <remarks>
/// Magnitudes are the positive part of A⁺·exp(log-mel), A the mel filters; each frame gets random phases, is
/// transformed back, windowed, and added where frames overlap (Griffin &amp; Lim 1984, eq. 6, without a round). Louder
/// than full scale is cut. M mel bins, F Fourier bins, N samples a window, T frames, S = T·hop samples.
/// </remarks>
public sealed class PartName : IVocoder, IDisposable
{
    private const double LeastEnergy = 1e-8;
    private readonly AudioFormat format;
    private readonly Tensor inverse; // [F, M]
    private readonly double gain;

    /// <summary>Creates the vocoder; the filters of the context are read once and stay the caller's.</summary>
    /// <exception cref="OptionsException">An option or the audio format breaks its rules.</exception>
    /// <exception cref="TensorShapeException">The filters do not fit the audio format.</exception>
    public PartName(PartNameOptions options, VocoderContext context)
    {
        (gain, format) = (options.Validated().Gain, context.Format.Validated());
        HasShape(context.MelFilters, "M F", [format.Bins, format.FftSize / 2 + 1]);
        inverse = linalg.pinv(context.MelFilters.detach()).DetachFromDisposeScope();
    }

    /// <inheritdoc/>
    /// <exception cref="TensorShapeException">The mel-spectrogram is not shaped as stated, or has no frame.</exception>
    public Tensor Vocode(Tensor logMel, Generator random)
    {
        HasShape(logMel, "M T", [format.Bins, Any]);
        HasEntries(logMel);
        using var scope = NewDisposeScope();
        var magnitude = inverse.to(logMel.device).matmul(logMel.to(float32).exp()).clamp_min(0); // [F, T]
        var phase = rand(magnitude.shape, generator: random).to(logMel.device) * (2 * Math.PI);
        var spectrum = complex(magnitude * phase.cos(), magnitude * phase.sin());
        var window = hann_window(format.FftSize, device: logMel.device).unsqueeze(1); // [N, 1]
        var frames = fft.irfft(spectrum, format.FftSize, dim: 0) * window;          // [N, T]
        var energy = Added(window.square().expand(-1, logMel.shape[1])).clamp_min(LeastEnergy);
        return (Added(frames) / energy * gain).clamp(-1, 1).MoveToOuterDisposeScope(); // [S]
    }

    /// <summary>Frees what was made of the filters.</summary>
    public void Dispose() => inverse.Dispose();

    // Frames [N, T] added where they overlap; what stands before the first hop and behind the last is cut: [S].
    private Tensor Added(Tensor frames)
    {
        var (size, hop, count) = (format.FftSize, format.HopSamples, frames.shape[1]);
        var total = (count - 1) * hop + size;
        var all = nn.functional.fold(frames.unsqueeze(0), (total, 1), (size, 1), stride: (hop, 1)).view(-1);
        return all.narrow(0, (size - hop) / 2, count * hop);
    }
}
