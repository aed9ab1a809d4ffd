using static Melange.TensorShape;

namespace Melange.Plugins;

/// <summary>Measures how much attention goes to reference frames of the target frame's own phoneme.</summary>
/// <remarks>
/// For each target frame whose phoneme occurs in the reference and that attends at all: the share of its attention on
/// frames of that phoneme, in [0, 1]; mean over the frames of a site, then over the sites. Our own definition. Gates
/// that allow such pairs only score 1 whatever was learned, which is no comparison.
/// </remarks>
public sealed class PhonemeHitRate : IStatesMargin, IDecidedBy
{
    /// <summary>Creates the metric.</summary>
    public PhonemeHitRate(NoOptions options, MetricContext context)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(context);
    }

    /// <inheritdoc/>
    public string Description =>
        "Share of attention on reference frames of the target frame's phoneme, over target frames whose phoneme is in "
        + "the reference, mean over frames, then over sites.";

    /// <inheritdoc/>
    public string Unit => "";

    /// <inheritdoc/>
    public bool HigherIsBetter => true;

    /// <inheritdoc/>
    public double? Margin => 0.02;

    /// <inheritdoc/>
    public IReadOnlyList<string> DecidedBy => [Guarantee.OwnPhoneme];

    /// <inheritdoc/>
    /// <exception cref="TensorShapeException">Phonemes do not fit their map.</exception>
    public double? Measure(MetricInput input)
    {
        ArgumentNullException.ThrowIfNull(input);
        var sites = input.Attention.Select(OfSite).OfType<double>().ToList();
        return sites.Count == 0 ? null : sites.Average();
    }

    private static double? OfSite(AttentionRecord site)
    {
        if (site.Map is null)
            return null;
        HasShape(site.Map, "T' R", [Any, Any]);
        HasShape(site.TargetPhonemes, "T'", [site.Map.shape[0]]);
        HasShape(site.ReferencePhonemes, "R", [site.Map.shape[1]]);
        using var scope = NewDisposeScope();
        var map = site.Map.detach().to(ScalarType.Float64);
        var isSame = site.TargetPhonemes.unsqueeze(1).eq(site.ReferencePhonemes.unsqueeze(0));   // [T', R]
        var mass = map.sum(1);                                                                   // [T']
        var counts = isSame.any(1).logical_and(mass.gt(0));                                      // [T']
        if (!counts.any().item<bool>())
            return null;
        var share = (map * isSame).sum(1) / mass;                                                // [T']
        return share.masked_select(counts).mean().item<double>();
    }
}
