using Melange;
using static Melange.TensorShape;

namespace PartSpace;

/// <summary>Measures how far the log-mel is from the target's, frame beside frame.</summary>
/// <remarks>
/// mean over bins and target frames of |target − synthesised|, where the synthesised frames are stretched to the
/// target's number along a straight line in time: frame i stands beside frame ⌊(i + ½)·T2/T1⌋. Unit: natural logarithm,
/// 1 is 8.7 dB. M mel bins, T1 target frames, T2 synthesised frames.
/// </remarks>
public sealed class PartName : IMetric
{
    private readonly int firstBin;
    private readonly int bins;

    /// <summary>Creates the metric.</summary>
    /// <exception cref="OptionsException">An option breaks its rule, or does not fit the format.</exception>
    public PartName(PartNameOptions options, MetricContext context)
    {
        (firstBin, bins) = (options.Validated().FirstBin, context.Format.Bins);
        if (firstBin >= bins)
            throw new OptionsException($"FirstBin must be below {bins}, the number of bins, but was {firstBin}.");
    }

    /// <inheritdoc/>
    public string Description =>
        $"Mean absolute difference of the log-mel from bin {firstBin} on, along a linear time map.";

    /// <inheritdoc/>
    public string Unit => "nat";

    /// <inheritdoc/>
    public bool HigherIsBetter => false;

    /// <inheritdoc/>
    /// <exception cref="TensorShapeException">A mel-spectrogram is not shaped as stated.</exception>
    public double? Measure(MetricInput input)
    {
        HasShape(input.TargetLogMel, "M T1", [bins, Any], "input.TargetLogMel");
        HasShape(input.SynthesisedLogMel, "M T2", [bins, Any], "input.SynthesisedLogMel");
        var (frames, others) = (input.TargetLogMel.shape[1], input.SynthesisedLogMel.shape[1]);
        if (frames == 0 || others == 0)
            return null;
        using var scope = NewDisposeScope();
        var places = ((arange(frames, dtype: float64) + 0.5) * others / frames).floor().to(int64); // [T1]
        var beside = input.SynthesisedLogMel.index_select(1, places.to(input.SynthesisedLogMel.device)); // [M, T1]
        var difference = (input.TargetLogMel - beside).abs().narrow(0, firstBin, bins - firstBin);
        return difference.to(float64).mean().item<double>();
    }
}
