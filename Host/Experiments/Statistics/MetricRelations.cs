namespace Melange.Host.Experiments.Statistics;

/// <summary>Which metrics go together: rank correlations over the pairs of one protocol.</summary>
/// <remarks>
/// Of each variant and pair the mean over seeds, less the mean of the pair's speaker, since speakers differ in nearly
/// everything; between two metrics Spearman's ρ over the pairs that have both; then the mean of ρ over variants. Of
/// unrelated metrics one |ρ| in twenty is notable: Student's t of ρ√(ν/(1 − ρ²)) with ν = pairs − speakers − 1, of the
/// variant that has fewest, as if it were alone (Kendall and Stuart 1973, section 31.19). Of fewer than five ν nothing
/// is said.
/// </remarks>
/// <param name="Metrics">The metrics.</param>
/// <param name="Relations">What each has to do with each.</param>
internal sealed record MetricRelations(IReadOnlyList<string> Metrics, MetricRelation[,] Relations)
{
    private const double Level = 0.05;
    private const int FewestFree = 5;

    /// <summary>Relates all metrics that have values of pairs and differ between them.</summary>
    /// <param name="protocol">The protocol.</param>
    /// <param name="trials">The finished trials of each variant.</param>
    /// <returns>Null where fewer than two metrics or five pairs beyond the number of speakers are there.</returns>
    public static MetricRelations? Of(string protocol, IReadOnlyList<VariantTrials> trials)
    {
        var pairs = trials.SelectMany(variant => variant.Trials).SelectMany(trial => trial.Pairs)
            .Where(pair => pair.Protocol == protocol).DistinctBy(pair => pair.Id).ToList();
        var speakers = pairs.GroupBy(pair => pair.Speaker).Select(group => group.Select(pair => pair.Id).ToList())
            .ToList();
        if (pairs.Count - speakers.Count - 1 < FewestFree)
            return null;
        var byVariant = trials.Where(variant => variant.Trials.Count > 0).Select(variant => new WithinSpeakers(variant,
            protocol, speakers)).ToList();
        var metrics = trials.SelectMany(variant => variant.Trials).SelectMany(trial => trial.Metrics.Keys).Distinct()
            .Where(metric => byVariant.Any(values => values.Differs(metric))).ToList();
        var relations = new MetricRelation[metrics.Count, metrics.Count];
        for (var one = 0; one < metrics.Count; one++)
            for (var other = 0; other < metrics.Count; other++)
                relations[one, other] = Mean(byVariant.Select(values => values.Of(metrics[one], metrics[other])));
        return metrics.Count < 2 ? null : new(metrics, relations);
    }

    private static MetricRelation Mean(IEnumerable<(double Rho, int Freedom)> ofVariants)
    {
        var found = ofVariants.Where(one => double.IsFinite(one.Rho)).ToList();
        if (found.Count == 0)
            return new(double.NaN, double.NaN);
        var freedom = found.Min(one => one.Freedom);
        var t = StudentQuantile.TwoSided(Level, freedom);
        return new(found.Average(one => one.Rho), t / Math.Sqrt(freedom + t * t));
    }

    private sealed class WithinSpeakers(
        VariantTrials variant, string protocol, IReadOnlyList<IReadOnlyList<string>> speakers)
    {
        private readonly Dictionary<string, Dictionary<string, double>> known = [];

        /// <summary>Whether there is something to rank.</summary>
        public bool Differs(string metric) => Of(metric).Values.Any(value => Math.Abs(value) > 1e-9);

        /// <summary>Spearman's ρ, NaN where nothing can be said, and ν.</summary>
        public (double Rho, int Freedom) Of(string one, string other)
        {
            var (first, second) = (Of(one), Of(other));
            var both = first.Keys.Where(second.ContainsKey).ToList();
            var freedom = both.Count - speakers.Count(speaker => speaker.Any(both.Contains)) - 1;
            return (freedom < FewestFree ? double.NaN : MathNet.Numerics.Statistics.Correlation.Spearman(
                both.Select(pair => first[pair]), both.Select(pair => second[pair])), freedom);
        }

        private Dictionary<string, double> Of(string metric)
        {
            if (known.TryGetValue(metric, out var found))
                return found;
            var means = variant.Trials.SelectMany(trial => trial.Pairs).Where(pair => pair.Protocol == protocol)
                .GroupBy(pair => pair.Id, pair => pair.Values.GetValueOrDefault(metric))
                .Select(pair => (Id: pair.Key, Values: pair.OfType<double>().ToList()))
                .Where(pair => pair.Values.Count > 0).ToDictionary(pair => pair.Id, pair => pair.Values.Average());
            return known[metric] = speakers.SelectMany(speaker =>
            {
                var measured = speaker.Where(means.ContainsKey).ToList();
                return measured.Select(id => (id, Value: means[id] - measured.Average(other => means[other])));
            }).ToDictionary(pair => pair.id, pair => pair.Value);
        }
    }
}

/// <summary>What two metrics have to do with each other.</summary>
/// <param name="Correlation">Spearman's ρ in [-1, 1]; NaN where nothing can be said.</param>
/// <param name="Notable">What |ρ| of one in twenty unrelated metrics is beyond.</param>
internal sealed record MetricRelation(double Correlation, double Notable)
{
    /// <summary>Whether it is more than what is often there by chance.</summary>
    public bool IsNotable => Math.Abs(Correlation) > Notable;
}
