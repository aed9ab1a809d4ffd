namespace Melange.Plugins;

/// <summary>Measures what the program mel-cepstral-distance 0.0.3 would say of the same two mel spectrograms.</summary>
/// <remarks>
/// <c>mean over the path of √(Σ_k (a_k − a'_k)²)</c>, <c>a_k = Σ_m log10(X_m) cos(π k (m + ½)/M)</c>, k from 1 to 16:
/// a_k = M/(2 ln 10) · c_k of <see cref="MelCepstra"/>. No dB constant. Source: Sternkopf and Taubert 2024,
/// mel-cepstral-distance 0.0.3, <c>get_metrics_mels</c> with its defaults, after Kubichek 1993. Departs from it: the
/// path is the best one, where theirs is FastDTW's.
/// </remarks>
public sealed class MelCepstralDistance : IStatesMargin
{
    private const int Last = 16;
    private readonly MelCepstra cepstra;
    private readonly int bins;
    private readonly int last;

    /// <summary>Creates the metric.</summary>
    public MelCepstralDistance(NoOptions options, MetricContext context)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(context);
        bins = context.Format.Bins;
        last = Math.Min(Last, bins - 1);
        cepstra = new(Math.Min(1, last), last);
    }

    /// <inheritdoc/>
    public string Description =>
        "Mel-cepstral distance as mel-cepstral-distance 0.0.3 has it of mel spectrograms: sums of "
        + $"{bins} decadic-log mel bins by cosines, coefficients 1 to {last}, mean over the path of dynamic time "
        + "warping, without the factor of decibels.";

    /// <inheritdoc/>
    public string Unit => "";

    /// <inheritdoc/>
    public bool HigherIsBetter => false;

    /// <summary>What 0.1 dB of <see cref="MelCepstralDistortion"/> are here.</summary>
    /// <inheritdoc/>
    public double? Margin => 0.1 * bins / (20 * Math.Sqrt(2));

    /// <inheritdoc/>
    /// <exception cref="TensorShapeException">A spectrogram is not shaped as stated.</exception>
    public double? Measure(MetricInput input) => MelCepstra.HaveFrames(input, bins)
        ? cepstra.PathThrough(input).MeanDistance * bins / (2 * Math.Log(10))
        : null;
}
