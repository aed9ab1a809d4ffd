namespace Melange.Plugins;

/// <summary>Measures how far the frames of all that was synthesised lie from those of all targets, as two clouds.
/// </summary>
/// <remarks>
/// <c>|μ − μ'|² + tr(Σ + Σ' − 2 (Σ Σ')^½)</c> of Gaussians fitted to the mel cepstra of all frames. Source: Heusel et
/// al. 2017 (FID), eq. 6; Kilgour et al. 2019 (FAD) for audio. Departs from them: the features are mel cepstra, not the
/// activations of a trained network, so that it hears a missing variety of spectra (over-smoothed speech) and knows
/// nothing of what is said. K coefficients.
/// </remarks>
public sealed class FrechetCepstralDistance : ICorpusMetric, IStatesMargin
{
    private readonly MelCepstraOptions options;
    private readonly MelCepstra cepstra;
    private readonly int bins;

    /// <summary>Creates the metric.</summary>
    /// <exception cref="OptionsException">The options break their rules.</exception>
    public FrechetCepstralDistance(MelCepstraOptions options, MetricContext context)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(context);
        bins = context.Format.Bins;
        this.options = options.Validated(bins);
        cepstra = new(options.FirstCoefficient, options.LastCoefficient);
    }

    /// <inheritdoc/>
    public string Description =>
        $"Fréchet distance, squared as in FID, between Gaussians of the mel cepstra {options.FirstCoefficient} to "
        + $"{options.LastCoefficient} of all synthesised frames and of all target frames.";

    /// <inheritdoc/>
    public string Unit => "";

    /// <inheritdoc/>
    public bool HigherIsBetter => false;

    /// <inheritdoc/>
    public double? Margin => 0.0265;

    /// <summary>Number, sum and products of the cepstra of both, from which means and covariances are made.</summary>
    /// <returns>Target and synthesised below each other, float64 <c>[2, 1 + K + K·K]</c>, new.</returns>
    /// <inheritdoc/>
    public Tensor? Keep(MetricInput input)
    {
        if (!MelCepstra.HaveFrames(input, bins))
            return null;
        using var scope = NewDisposeScope();
        return stack([Moments(input.TargetLogMel), Moments(input.SynthesisedLogMel)]).MoveToOuterDisposeScope();
    }

    /// <inheritdoc/>
    public double? MeasureAll(IReadOnlyList<Tensor> kept)
    {
        ArgumentNullException.ThrowIfNull(kept);
        using var scope = NewDisposeScope();
        var sums = stack(kept).sum([0]);                                            // [2, 1 + K + K·K]
        if (sums.select(1, 0).min().item<double>() < 2)
            return null;
        var (target, synthesised) = (Gaussian(sums[0]), Gaussian(sums[1]));
        var apart = (target.Mean - synthesised.Mean).square().sum().item<double>();
        var spread = (target.Covariance + synthesised.Covariance).trace().item<double>();
        return Math.Max(0, apart + spread - 2 * TraceOfRoot(target.Covariance, synthesised.Covariance));
    }

    private Tensor Moments(Tensor logMel)                                           // [1 + K + K·K]
    {
        var frames = cepstra.Of(logMel);                                            // [T, K]
        return cat([full(1, (double)frames.shape[0], dtype: ScalarType.Float64), frames.sum([0]),
            frames.t().mm(frames).flatten()]);
    }

    private static (Tensor Mean, Tensor Covariance) Gaussian(Tensor moments)        // [K], [K, K]
    {
        var count = moments[0];
        var size = (long)Math.Sqrt(moments.NumberOfElements);                       // K² < 1 + K + K² < (K + 1)²
        var mean = moments.narrow(0, 1, size) / count;
        var products = moments.narrow(0, 1 + size, size * size).view(size, size);
        return (mean, (products - count * mean.outer(mean)) / (count - 1));
    }

    // tr (Σ Σ')^½ is the sum of the roots of the eigenvalues of Σ^½ Σ' Σ^½, which is symmetric.
    private static double TraceOfRoot(Tensor one, Tensor other)
    {
        var (values, vectors) = linalg.eigh(one);
        var root = vectors * values.clamp_min(0).sqrt();                            // [K, K]
        return linalg.eigvalsh(root.t().mm(other).mm(root)).clamp_min(0).sqrt().sum().item<double>();
    }
}
