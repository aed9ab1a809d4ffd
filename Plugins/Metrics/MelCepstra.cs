using static Melange.TensorShape;

namespace Melange.Plugins;

/// <summary>The shape of a mel-spectrogram's frames: cepstra, and how far those of two utterances lie apart.</summary>
/// <remarks>
/// <c>c_k = (2/M) Σ_m x_m cos(π k (m + ½)/M)</c>, k = 0 with 1/M: the cosine series of the natural-log mel bins x_m, so
/// that x_m = Σ_k c_k cos(π k (m + ½)/M). Source: Davis and Mermelstein 1980, eq. 1. Departs from it: scale, any number
/// of bins.
/// </remarks>
/// <param name="firstCoefficient">The first k that counts, from 0.</param>
/// <param name="lastCoefficient">The last k that counts, below M.</param>
internal sealed class MelCepstra(int firstCoefficient, int lastCoefficient)
{
    /// <summary>The first coefficient by default: all but k = 0, the level.</summary>
    public const int DefaultFirst = 1;

    /// <summary>The last coefficient by default.</summary>
    public const int DefaultLast = 13;

    /// <summary>Whether both spectrograms of a pair have frames, so that there is something to compare.</summary>
    /// <param name="input">The pair.</param>
    /// <param name="bins">Mel bins M that both must have.</param>
    /// <exception cref="TensorShapeException">A spectrogram is not shaped as stated.</exception>
    public static bool HaveFrames(MetricInput input, long bins)
    {
        ArgumentNullException.ThrowIfNull(input);
        HasShape(input.TargetLogMel, "M T1", [bins, Any]);
        HasShape(input.SynthesisedLogMel, "M T2", [bins, Any]);
        return input.TargetLogMel.shape[1] > 0 && input.SynthesisedLogMel.shape[1] > 0;
    }

    /// <summary>The path by which metrics pair the frames of a pair that has some: over coefficients 1 to 13, as far
    /// as there are bins.</summary>
    /// <param name="input">The pair.</param>
    public static WarpingPath PathOf(MetricInput input)
    {
        ArgumentNullException.ThrowIfNull(input);
        var last = (int)Math.Min(DefaultLast, input.TargetLogMel.shape[0] - 1);
        return new MelCepstra(Math.Min(DefaultFirst, last), last).PathThrough(input);
    }

    /// <summary>The path through a pair that has frames, found once for all metrics.</summary>
    /// <param name="input">The pair.</param>
    public WarpingPath PathThrough(MetricInput input)
    {
        ArgumentNullException.ThrowIfNull(input);
        return SharedWork.Of(input, (nameof(MelCepstra), firstCoefficient, lastCoefficient),
            () => Align(input.TargetLogMel, input.SynthesisedLogMel));
    }

    /// <summary>The path that brings the cepstra of two mel-spectrograms closest together.</summary>
    /// <param name="target">Natural-log mel-spectrogram, <c>[M, T1]</c>.</param>
    /// <param name="synthesised">Natural-log mel-spectrogram, <c>[M, T2]</c>.</param>
    /// <returns>The path; its distances are Euclidean over the coefficients.</returns>
    public WarpingPath Align(Tensor target, Tensor synthesised)
    {
        HasShape(target, "M T1", [Any, Any]);
        HasShape(synthesised, "M T2", [target.shape[0], Any]);
        using var scope = NewDisposeScope();
        var first = Of(target);                                          // [T1, K]
        var second = Of(synthesised);                                    // [T2, K]
        var difference = first.unsqueeze(1) - second.unsqueeze(0);       // [T1, T2, K]
        return DynamicTimeWarping.Align(difference.square().sum(-1).sqrt());
    }

    /// <summary>The chosen coefficients of each frame.</summary>
    /// <param name="logMel">Natural-log mel-spectrogram, <c>[M, T]</c>.</param>
    /// <returns>Cepstra, float64 <c>[T, K]</c>, new.</returns>
    public Tensor Of(Tensor logMel)
    {
        using var scope = NewDisposeScope();
        var bins = logMel.shape[0];
        var order = arange(firstCoefficient, lastCoefficient + 1, dtype: ScalarType.Float64, device: logMel.device);
        var middles = arange(bins, dtype: ScalarType.Float64, device: logMel.device) + 0.5;              // [M]
        var waves = (order.unsqueeze(1) * middles.unsqueeze(0) * (Math.PI / bins)).cos();                // [K, M]
        var scale = where(order.eq(0), 1.0 / bins, 2.0 / bins).unsqueeze(1);       // [K, 1]
        return einsum("km,mt->tk", waves * scale, logMel.detach().to(ScalarType.Float64)).MoveToOuterDisposeScope();
    }
}
