using TorchSharp.Modules;
using static TorchSharp.torch.nn;

namespace Melange.Plugins;

/// <summary>Makes audio of what the backbone knows of each frame, by the inverse Fourier transform.</summary>
/// <remarks>
/// Of <c>W·x + b</c> the first half is log|X|, cut at log 100, the other the phase. Frames lie as the log-mel's; what
/// lies over one another is the least-squares inverse of the Hann window (Griffin &amp; Lim 1984, eq. 6), the official
/// code's padding <c>same</c>. Source: Siuzdak 2023, section 3.2. Departs where sizes say so: what a linear layer makes
/// of the log-mel is added to log|X|. Louder than full scale is cut to [-1, 1] when it is not learning.
/// </remarks>
internal sealed class VocosHead : Module<Tensor, Tensor, Tensor>
{
    private const double Highest = 100, LeastArea = 1e-12;

    private readonly AudioFormat format;
    private readonly Linear @out;
    private readonly Linear? mel;

    /// <summary>Makes one with fresh weights.</summary>
    /// <param name="sizes">Its sizes.</param>
    /// <param name="format">Transform, window and hop.</param>
    public VocosHead(VocosSizes sizes, AudioFormat format) : base(nameof(VocosHead))
    {
        this.format = format;
        register_module(nameof(@out), @out = Linear(sizes.Channels, format.FftSize + 2));
        if (sizes.HasMelPath)
            register_module(nameof(mel), mel = Linear(format.Bins, format.FftSize / 2 + 1));
    }

    /// <summary>Frames to each side of a frame whose windows lie over its samples.</summary>
    public static int Reach(AudioFormat format) => (Padding(format) + format.HopSamples - 1) / format.HopSamples;

    /// <summary>Lets the log-mel's way begin where a smooth spectrum has its magnitudes.</summary>
    /// <remarks>
    /// Of such a one bin m is Σ_f A_mf times what it is near m, so that
    /// <c>log|X_f| ≈ Σ_m w_fm·(logmel_m − log Σ_f A_mf)</c>, with weights w_fm in proportion to A_mf, of sum 1. A
    /// frequency without filter takes those of the nearest with one, and a filter without frequency has no weight.
    /// </remarks>
    /// <param name="filters">A, the mel filters, <c>[M, F]</c>.</param>
    public void BeginAtMel(Tensor filters)
    {
        using var off = no_grad();
        using var scope = NewDisposeScope();
        var heights = filters.sum(dim: 0);                                              // [F]
        var covered = heights.nonzero().view(-1).to(float32);                           // [covered]
        var all = arange(filters.shape[1], float32);                                    // [F]
        var nearest = covered[(all.unsqueeze(1) - covered).abs().argmin(1)].to(int64);
        var (weights, areas) = (filters / heights, filters.sum(dim: 1));                // [M, F], [M]
        mel!.weight!.copy_(weights.index_select(1, nearest).t());
        mel.bias!.copy_(mel.weight.mv(areas.clamp_min(LeastArea).log()).neg());
    }

    /// <inheritdoc/>
    /// <param name="input"><c>[B, T, C]</c>.</param>
    /// <param name="logMel"><c>[B, M, T]</c>.</param>
    /// <returns><c>[B, 1, T·hop]</c>.</returns>
    public override Tensor forward(Tensor input, Tensor logMel)
    {
        using var scope = NewDisposeScope();
        var halves = @out.call(input).chunk(2, dim: 2);                                 // [B, T, F] each
        var logMagnitude = mel is null ? halves[0] : halves[0] + mel.call(logMel.transpose(1, 2));
        var spectrum = polar(logMagnitude.exp().clamp_max(Highest), halves[1]);         // [B, T, F]
        var window = FourierFrames.Window(format, input.device);                        // [FftSize]
        var frames = fft.irfft(spectrum, format.FftSize, dim: 2) * window;              // [B, T, FftSize]
        var weight = window.square().expand(1, input.shape[1], -1);
        var audio = Overlapped(frames) / Overlapped(weight);                            // [B, 1, T·hop]
        return (training ? audio : audio.clamp(-1, 1)).MoveToOuterDisposeScope();
    }

    // Adds up frames [B, T, FftSize] where they lie over one another, without what stands out at both ends.
    private Tensor Overlapped(Tensor frames)
    {
        var (length, padding) = (frames.shape[1] * format.HopSamples, Padding(format));
        return functional.fold(frames.transpose(1, 2), (length + 2 * padding, 1), (format.FftSize, 1),
            stride: (format.HopSamples, 1)).squeeze(-1).narrow(2, padding, length);     // [B, 1, T·hop]
    }

    // Samples of a frame before and behind the hop that is its own.
    private static int Padding(AudioFormat format) => (format.FftSize - format.HopSamples) / 2;
}
