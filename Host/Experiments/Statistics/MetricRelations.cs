namespace Melange.Host.Experiments.Statistics;

/// <summary>Which metrics go together: rank correlations over the pairs of one protocol.</summary>
/// <remarks>
/// Of each variant and pair the mean over seeds, less the mean of the pair's speaker, since speakers differ in nearly
/// everything; between two metrics Spearman's ρ over the pairs that have both; then the mean of ρ over variants. Of
/// unrelated metrics one |ρ| in twenty is beyond <see cref="Notable"/>: Student's t of ρ√(ν/(1 − ρ²)) with
/// ν = pairs − speakers − 1, as if there were one variant (Kendall and Stuart 1973, section 31.19).
/// </remarks>
internal sealed record MetricRelations(IReadOnlyList<string> Metrics, double[,] Correlations, double Notable)
{
    private const double Level = 0.05;
    private const int FewestPairs = 5;

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
        var freedom = pairs.Count - speakers.Count - 1;
        if (freedom < FewestPairs)
            return null;
        var byVariant = trials.Where(variant => variant.Trials.Count > 0).Select(variant => new WithinSpeakers(variant,
            protocol, speakers)).ToList();
        var metrics = trials.SelectMany(variant => variant.Trials).SelectMany(trial => trial.Metrics.Keys).Distinct()
            .Where(metric => byVariant.Any(values => values.Differs(metric))).ToList();
        var correlations = new double[metrics.Count, metrics.Count];
        for (var one = 0; one < metrics.Count; one++)
            for (var other = 0; other < metrics.Count; other++)
                correlations[one, other] = byVariant
                    .Select(values => values.Correlation(metrics[one], metrics[other]))
                    .Where(double.IsFinite).DefaultIfEmpty(double.NaN).Average();
        var t = StudentQuantile.TwoSided(Level, freedom);
        return metrics.Count < 2 ? null : new(metrics, correlations, t / Math.Sqrt(freedom + t * t));
    }

    private sealed class WithinSpeakers(
        VariantTrials variant, string protocol, IReadOnlyList<IReadOnlyList<string>> speakers)
    {
        private readonly Dictionary<string, Dictionary<string, double>> known = [];

        /// <summary>Whether there is something to rank.</summary>
        public bool Differs(string metric) => Of(metric).Values.Any(value => Math.Abs(value) > 1e-9);

        public double Correlation(string one, string other)
        {
            var (first, second) = (Of(one), Of(other));
            var both = first.Keys.Where(second.ContainsKey).ToList();
            return both.Count < FewestPairs ? double.NaN
                : MathNet.Numerics.Statistics.Correlation.Spearman(both.Select(pair => first[pair]),
                    both.Select(pair => second[pair]));
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
