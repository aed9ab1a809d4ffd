using TorchSharp;

namespace Melange.Plugins;

/// <summary>Takes audio apart into Fourier frames and puts it together, framed as the log-mel is.</summary>
/// <remarks>
/// Apart: reflected padding of (FftSize − HopSamples)/2 at both ends, periodic Hann window, no centring. Together:
/// the least-squares inverse of just that (Griffin &amp; Lim 1984, eq. 6), in which each reflected sample counts for
/// the one that it mirrors, so that no sample is without weight. Made within a dispose scope and used there.
/// </remarks>
internal sealed class FourierFrames
{
    private const double LeastEnergy = 1e-8;

    private readonly AudioFormat format;
    private readonly long count;
    private readonly long padding;
    private readonly Tensor window; // [FftSize], zeros around the format's window
    private readonly Tensor energy; // [S]: sum of the squared windows over each sample

    /// <summary>Prepares for spectra of a number of frames.</summary>
    /// <param name="format">Window and hop.</param>
    /// <param name="count">Frames T, at least <see cref="Fewest"/>.</param>
    /// <param name="device">Where the tensors are.</param>
    public FourierFrames(AudioFormat format, long count, Device device)
    {
        (this.format, this.count) = (format, count);
        padding = (format.FftSize - format.HopSamples) / 2;
        window = Window(format, device);
        energy = Overlapped(window.square().unsqueeze(1).expand(-1, count)).clamp_min(LeastEnergy);
    }

    /// <summary>The periodic Hann window amid zeros, <c>[FftSize]</c>.</summary>
    public static Tensor Window(AudioFormat format, Device device)
    {
        using var scope = NewDisposeScope();
        var zeros = (format.FftSize - format.Window) / 2; // as torch.stft has them: the odd one goes behind
        var hann = hann_window(format.Window, periodic: true, dtype: float64).to(float32).to(device);
        return nn.functional.pad(hann, (zeros, format.FftSize - format.Window - zeros)).MoveToOuterDisposeScope();
    }

    /// <summary>The fewest frames whose samples can be reflected.</summary>
    public static long Fewest(AudioFormat format) => (format.FftSize - format.HopSamples) / 2 / format.HopSamples + 1;

    /// <summary>Samples <c>[S = T·HopSamples]</c> to a complex spectrum <c>[F, T]</c>.</summary>
    public Tensor Spectrum(Tensor samples)
    {
        using var scope = NewDisposeScope();
        var padded = nn.functional.pad(samples.view(1, 1, -1), (padding, padding), PaddingModes.Reflect).view(-1);
        var size = format.FftSize;
        return padded.stft(size, format.HopSamples, size, window, center: false, return_complex: true)
            .MoveToOuterDisposeScope();
    }

    /// <summary>A complex spectrum <c>[F, T]</c> to the samples <c>[S]</c> whose spectrum is nearest.</summary>
    public Tensor Samples(Tensor spectrum)
    {
        using var scope = NewDisposeScope();
        var frames = fft.irfft(spectrum, format.FftSize, dim: 0) * window.unsqueeze(1);             // [FftSize, T]
        return (Overlapped(frames) / energy).MoveToOuterDisposeScope();
    }

    /// <summary>Adds up frames [FftSize, T] where they overlap, the padding to what it mirrors: [S].</summary>
    private Tensor Overlapped(Tensor frames)
    {
        var length = count * format.HopSamples;
        var total = length + 2 * padding;
        var padded = nn.functional.fold(frames.unsqueeze(0), (total, 1), (format.FftSize, 1),
            stride: (format.HopSamples, 1)).view(-1);                                               // [total]
        var (before, after) = (padded[..(int)padding].flip(0), padded[(int)(total - padding)..].flip(0));
        var rest = length - padding - 1;
        return padded[(int)padding..(int)(total - padding)]
            + nn.functional.pad(before, (1, rest)) + nn.functional.pad(after, (rest, 1));
    }
}
