using static Melange.TensorShape;

namespace Melange.Plugins;

/// <summary>Says what the attention maps look at: how flat their rows are, and where given phonemes look.</summary>
/// <remarks>
/// <c>flatness</c>: the entropy of a row over the logarithm of how many frames it weighs, −Σ a ln a / ln n: 1 is the
/// plain average of what the gate allows, near 0 is one frame; mean over the rows with n ≥ 2 of a site, then over
/// sites. For each phoneme asked for, named by itself: the share of its target frames' attention on reference frames of
/// the same phoneme, and as <c>-chance</c> the share of such among the reference's frames, over the sites of references
/// that have it. Our own definition. They describe; nothing in them is better or worse.
/// </remarks>
public sealed class AttentionMetrics : IMetricFamily
{
    private readonly List<long> phonemes;

    /// <summary>Creates the metrics.</summary>
    /// <exception cref="OptionsException">A phoneme is not the corpus'.</exception>
    public AttentionMetrics(AttentionMetricsOptions options, MetricContext context)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(context);
        var names = options.Validated(context.Phonemes).Phonemes;
        phonemes = [.. names.Select(name => AttentionMetricsOptions.IdOf(name, context.Phonemes))];
        Members =
        [
            new("flatness", "Entropy of a target frame's attention over that of a plain average of the frames that it "
                + "weighs: 1 is that average.", "", HigherIsBetter: false) { IsContext = true },
            .. names.Zip(phonemes).SelectMany(named => OfOne(named.First, named.Second))
        ];

        static IEnumerable<MetricMember> OfOne(string phoneme, long id)
        {
            var name = AttentionMetricsOptions.MemberName(phoneme, id);
            yield return new(name, $"Share of the attention of '{phoneme}' on reference frames of '{phoneme}'.", "",
                HigherIsBetter: true)
            { IsContext = true };
            yield return new($"{name}-chance", $"Share of '{phoneme}' among the reference's frames, which a plain "
                + "average of all would give.", "", HigherIsBetter: true)
            { IsContext = true };
        }
    }

    /// <inheritdoc/>
    public IReadOnlyList<MetricMember> Members { get; }

    /// <inheritdoc/>
    /// <exception cref="TensorShapeException">Phonemes do not fit their map.</exception>
    public IReadOnlyList<double?> MeasureEach(MetricInput input)
    {
        ArgumentNullException.ThrowIfNull(input);
        using var scope = NewDisposeScope();
        var sites = input.Attention.Where(site => site.Map is not null).Select(Checked).ToList();
        return [Mean(sites.Select(Flatness)), .. phonemes.SelectMany(id => OfPhoneme(sites, id))];
    }

    private static (Tensor Map, AttentionRecord Site) Checked(AttentionRecord site)
    {
        HasShape(site.Map!, "T' R", [Any, Any]);
        HasShape(site.TargetPhonemes, "T'", [site.Map!.shape[0]]);
        HasShape(site.ReferencePhonemes, "R", [site.Map.shape[1]]);
        return (site.Map.detach().to(ScalarType.Float64), site);
    }

    private static double? Flatness((Tensor Map, AttentionRecord Site) site)
    {
        var rows = site.Map / site.Map.sum(1, keepdim: true);                              // [T', R]
        var weighed = site.Map.gt(0).sum(1);                                               // [T']
        var flatness = xlogy(rows, rows).neg().sum(1) / weighed.to(ScalarType.Float64).log(); // [T']
        var counts = weighed.ge(2);
        return counts.any().item<bool>() ? flatness.masked_select(counts).mean().item<double>() : null;
    }

    private static double?[] OfPhoneme(List<(Tensor Map, AttentionRecord Site)> sites, long id)
    {
        var found = sites.Select(site => Shares(site, id)).OfType<(double Own, double Chance)>().ToList();
        return found.Count == 0
            ? [null, null]
            : [found.Average(share => share.Own), found.Average(share => share.Chance)];
    }

    private static (double Own, double Chance)? Shares((Tensor Map, AttentionRecord Site) site, long id)
    {
        var own = site.Site.ReferencePhonemes.eq(id);                                      // [R]
        var mass = site.Map.sum(1);                                                        // [T']
        var asks = site.Site.TargetPhonemes.eq(id).logical_and(mass.gt(0));                // [T']
        if (!own.any().item<bool>() || !asks.any().item<bool>())
            return null;
        var share = (site.Map * own).sum(1) / mass;                                        // [T']
        return (share.masked_select(asks).mean().item<double>(), own.to(ScalarType.Float64).mean().item<double>());
    }

    private static double? Mean(IEnumerable<double?> values)
    {
        var measured = values.OfType<double>().ToList();
        return measured.Count == 0 ? null : measured.Average();
    }
}

/// <summary>Settings of <see cref="AttentionMetrics"/>.</summary>
public sealed record AttentionMetricsOptions
{
    /// <summary>Phonemes of the corpus whose maps are measured each for itself; default none.</summary>
    public IReadOnlyList<string> Phonemes { get; init; } = [];

    /// <summary>Returns these options if every rule holds.</summary>
    /// <param name="known">Name of each phoneme id of the corpus; none where it is not known.</param>
    /// <exception cref="OptionsException">A rule is broken; the message lists every broken one.</exception>
    public AttentionMetricsOptions Validated(IReadOnlyList<string> known)
    {
        ArgumentNullException.ThrowIfNull(known);
        var problems = known.Count == 0 ? [] : Phonemes.Where(phoneme => IdOf(phoneme, known) < 0).Select(phoneme =>
            $"Phonemes must be the corpus', but '{phoneme}' is not.{NearestName.Suggest(phoneme, known)}");
        return OptionsException.ThrowIfAny(this, problems.Concat(Phonemes.Distinct().Count() == Phonemes.Count
            ? [] : [$"Phonemes must be different, but were {string.Join(", ", Phonemes)}."]));
    }

    internal static long IdOf(string phoneme, IReadOnlyList<string> known)
    {
        for (var id = 0; id < known.Count; id++)
            if (known[id] == phoneme)
                return id;
        return -1;
    }

    // Names of members are lower case, digits and hyphens; others, as those of the IPA, are called by their id.
    internal static string MemberName(string phoneme, long id) =>
        phoneme.All(sign => char.IsAsciiLetterLower(sign) || char.IsAsciiDigit(sign)) ? phoneme : $"phoneme-{id}";
}
