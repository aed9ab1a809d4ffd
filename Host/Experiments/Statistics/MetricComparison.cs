using Melange.Host.Runs;

namespace Melange.Host.Experiments.Statistics;

/// <summary>All variants in one metric.</summary>
/// <param name="Metric">Name of the metric in the config.</param>
/// <param name="Legend">What it measures.</param>
/// <param name="Variants">The variants, the one that they are compared with first.</param>
public sealed record MetricComparison(
    string Metric, MetricLegend Legend, IReadOnlyList<VariantComparison> Variants)
{
    /// <summary>Why the references are those that they are: <c>same-style</c>.</summary>
    public string Protocol { get; init; } = "";

    /// <summary>Whether it measures all pairs together, so that no pair has a value.</summary>
    public bool IsOfAllPairs { get; init; }

    /// <summary>What the first variant's vocoder makes of the targets' own mel-spectrograms; null where nothing was
    /// measured.</summary>
    public Estimate? Copies { get; init; }

    /// <summary>Compares the variants in each metric and protocol of an experiment.</summary>
    /// <remarks>The p values of all protocols, metrics and variants are one family, corrected together:
    /// <see cref="Holm"/>.</remarks>
    /// <param name="trials">The finished trials of each variant by its name, the first variant first.</param>
    /// <returns>The metrics of the first protocol, then those of the next, in the order in which the trials name them.
    /// </returns>
    public static IReadOnlyList<MetricComparison> All(IReadOnlyList<VariantTrials> trials)
    {
        var protocols = trials.SelectMany(variant => variant.Trials).SelectMany(trial => trial.Protocols()).Distinct();
        var all = protocols.SelectMany(protocol => Of(protocol, [.. trials.Select(variant =>
            new VariantTrials(variant.Name, [.. variant.Trials.Select(trial => trial.Of(protocol))]))])).ToList();
        // What was measured in some protocols only, as times are in the first, has no place in the others.
        var measured = all.Where(IsMeasured).Select(metric => metric.Metric).ToHashSet();
        return Corrected([.. all.Where(metric => IsMeasured(metric) || !measured.Contains(metric.Metric))]);
    }

    private static bool IsMeasured(MetricComparison metric) =>
        metric.Variants.Any(variant => variant.Mean is not null);

    private static IEnumerable<MetricComparison> Of(string protocol, IReadOnlyList<VariantTrials> trials) => trials
        .SelectMany(variant => variant.Trials).SelectMany(trial => trial.Metrics)
        .GroupBy(metric => metric.Key, metric => metric.Value)
        .Select(metric => Of(metric.Key, LegendOf([.. metric]), trials) with { Protocol = protocol });

    // A result of an earlier version knows no margin; those of later trials of the same experiment do.
    // Scores that were given to several experiments may be of several files.
    private static MetricLegend LegendOf(IReadOnlyList<MetricLegend> legends)
    {
        var sources = legends.Select(legend => legend.Source).OfType<string>().Distinct().ToList();
        return (legends.FirstOrDefault(legend => legend.Margin is not null) ?? legends[0]) with
        {
            Source = sources.Count == 0 ? null : string.Join("; ", sources)
        };
    }

    private static MetricComparison Of(string metric, MetricLegend legend, IReadOnlyList<VariantTrials> trials)
    {
        var isOfAllPairs = trials.Any(variant =>
            variant.Trials.Any(trial => trial.CorpusValues.ContainsKey(metric)));
        var variants = isOfAllPairs
            ? Compared(metric, CorpusTable.Of(metric, trials), legend, trials)
            : Compared(metric, MeasuredTable.Of(metric, trials), legend, trials);
        VariantTrials[] copies = [new("", [.. trials[0].Trials.Select(trial => trial.OfCopies())])];
        return new(metric, legend, [.. variants])
        {
            IsOfAllPairs = isOfAllPairs,
            Copies = isOfAllPairs
                ? CorpusTable.Of(metric, copies)[0].Mean()
                : MeasuredTable.Of(metric, copies)[0].Mean()
        };
    }

    private static IEnumerable<VariantComparison> Compared<TTable>(
        string metric, IReadOnlyList<TTable> tables, MetricLegend legend, IReadOnlyList<VariantTrials> trials)
        where TTable : IMeasured<TTable> => trials.Zip(tables, (variant, table) =>
        {
            var isByConstruction = IsByConstruction(metric, variant);
            if (variant == trials[0])
                return new VariantComparison(variant.Name, table.Mean(), null, Verdict.Baseline)
                {
                    IsByConstruction = isByConstruction
                };
            if (legend.IsContext)
                return new VariantComparison(variant.Name, table.Mean(), null, Verdict.Context);
            var difference = table.Less(tables[0]);
            if ((isByConstruction || IsByConstruction(metric, trials[0])) && difference.Mean() is not null)
                return new VariantComparison(variant.Name, table.Mean(), null, Verdict.ByConstruction)
                {
                    IsByConstruction = isByConstruction
                };
            return VariantComparison.Judged(
                (variant.Name, table.Mean()), difference.Mean(), difference.BySeed(), legend);
        });

    private static bool IsByConstruction(string metric, VariantTrials variant) =>
        variant.Trials.Any(trial => trial.Metrics.GetValueOrDefault(metric)?.IsByConstruction == true);

    private static List<MetricComparison> Corrected(List<MetricComparison> metrics)
    {
        var adjusted = new Queue<double>(Holm.Adjust([.. metrics.SelectMany(metric => metric.Variants)
            .Select(variant => variant.Difference?.PValue).OfType<double>()]));
        return [.. metrics.Select(metric => metric with
        {
            Variants = [.. metric.Variants.Select(variant => variant.Difference?.PValue is null
                ? variant : variant with { AdjustedP = adjusted.Dequeue() })]
        })];
    }
}
