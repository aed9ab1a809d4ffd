namespace Melange.Plugins;

/// <summary>Measures how far the synthesised spectral shape lies from the target's.</summary>
/// <remarks>
/// <c>10/ln 10 · √(2 Σ_k (c_k − c'_k)²)</c> in dB, averaged over the pairs of the best path in time. Source: Kubichek
/// 1993, with the dB constant usual in speech synthesis. Departs from it: c is the cosine series of
/// the natural-log mel bins, not of SPTK's all-pole envelope. Its scale is that of the log spectrum, so a value is the
/// RMS difference in dB of two mel spectra without their fine structure. Frames are paired by dynamic time warping;
/// silence counts.
/// </remarks>
public sealed class MelCepstralDistortion : IStatesMargin
{
    private static readonly double DecibelsPerDistance = 10 / Math.Log(10) * Math.Sqrt(2);
    private readonly MelCepstraOptions options;
    private readonly MelCepstra cepstra;
    private readonly int bins;

    /// <summary>Creates the metric.</summary>
    /// <exception cref="OptionsException">The options break their rules.</exception>
    public MelCepstralDistortion(MelCepstraOptions options, MetricContext context)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(context);
        bins = context.Format.Bins;
        this.options = options.Validated(bins);
        cepstra = new(options.FirstCoefficient, options.LastCoefficient);
    }

    /// <inheritdoc/>
    public string Description =>
        $"Mel-cepstral distortion, preset {(options == new MelCepstraOptions() ? "log-mel-13" : "custom")}: "
        + $"cosine series of {bins} natural-log mel bins, coefficients {options.FirstCoefficient} to "
        + $"{options.LastCoefficient}, mean over the path of dynamic time warping, in dB.";

    /// <inheritdoc/>
    public string Unit => "dB";

    /// <inheritdoc/>
    public bool HigherIsBetter => false;

    /// <inheritdoc/>
    public double? Margin => 0.1;

    /// <inheritdoc/>
    /// <exception cref="TensorShapeException">A spectrogram is not shaped as stated.</exception>
    public double? Measure(MetricInput input)
    {
        if (!MelCepstra.HaveFrames(input, bins))
            return null;
        return DecibelsPerDistance * cepstra.PathThrough(input).MeanDistance;
    }
}
