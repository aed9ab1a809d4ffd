using Melange.Host.Runs;

namespace Melange.Host.Experiments.Statistics;

/// <summary>What the data say about a variant against the first.</summary>
public enum Verdict
{
    /// <summary>This is the variant that the others are compared with.</summary>
    Baseline,
    /// <summary>The interval of the difference lies on the better side of zero.</summary>
    Better,
    /// <summary>The interval of the difference lies on the worse side of zero.</summary>
    Worse,
    /// <summary>The interval of the difference spans zero, or too few pairs were measured for one.</summary>
    NoDifferenceShown,
    /// <summary>No seed and pair was measured in both.</summary>
    NotMeasured
}

/// <summary>One variant in one metric.</summary>
/// <param name="Variant">Name of the variant.</param>
/// <param name="Mean">Its mean, or null where nothing was measured.</param>
/// <param name="Difference">It less the first variant, or null where no seed and pair was measured in both.</param>
/// <param name="Verdict">What the difference says.</param>
public sealed record VariantComparison(string Variant, Estimate? Mean, Estimate? Difference, Verdict Verdict);

/// <summary>All variants in one metric.</summary>
/// <param name="Metric">Name of the metric in the config.</param>
/// <param name="Legend">What it measures.</param>
/// <param name="Variants">The variants, the one that they are compared with first.</param>
public sealed record MetricComparison(
    string Metric, MetricLegend Legend, IReadOnlyList<VariantComparison> Variants)
{
    /// <summary>Whether it measures all pairs together, so that no pair has a value.</summary>
    public bool IsOfAllPairs { get; init; }

    /// <summary>Compares the variants in each metric of an experiment.</summary>
    /// <param name="trials">The finished trials of each variant by its name, the first variant first.</param>
    /// <param name="seed">Seed of the resampling.</param>
    /// <returns>One comparison a metric, in the order in which the trials name them.</returns>
    public static IReadOnlyList<MetricComparison> All(IReadOnlyList<VariantTrials> trials, int seed)
    {
        var legends = trials.SelectMany(variant => variant.Trials).SelectMany(trial => trial.Metrics)
            .DistinctBy(metric => metric.Key);
        return [.. legends.Select(metric => Of(metric.Key, metric.Value, trials, seed))];
    }

    private static MetricComparison Of(
        string metric, MetricLegend legend, IReadOnlyList<VariantTrials> trials, int seed)
    {
        using var scope = NewDisposeScope();
        using var generator = new Generator((ulong)seed, CPU);
        var isOfAllPairs = trials.Any(variant =>
            variant.Trials.Any(trial => trial.CorpusValues.ContainsKey(metric)));
        var estimates = isOfAllPairs
            ? OfAllPairs(metric, trials, generator) : OfEachPair(metric, trials, generator);
        var variants = trials.Zip(estimates, (variant, estimate) => new VariantComparison(
            variant.Name, estimate.Mean, estimate.Difference, variant == trials[0]
                ? Verdict.Baseline : VerdictOf(estimate.Difference, legend.HigherIsBetter)));
        return new MetricComparison(metric, legend, [.. variants]) { IsOfAllPairs = isOfAllPairs };
    }

    private static IEnumerable<(Estimate? Mean, Estimate? Difference)> OfEachPair(
        string metric, IReadOnlyList<VariantTrials> trials, Generator generator)
    {
        var tables = MeasuredTable.Of(metric, trials);
        return tables.Select((table, index) => (Bootstrap.Mean(table, generator),
            index == 0 ? null : Bootstrap.PairedDifference(table, tables[0], generator)));
    }

    private static IEnumerable<(Estimate? Mean, Estimate? Difference)> OfAllPairs(
        string metric, IReadOnlyList<VariantTrials> trials, Generator generator)
    {
        var tables = MeasuredTable.OfAllPairs(metric, trials);
        return tables.Select((table, index) => (Of(table), index == 0 ? null : Of(table.Less(tables[0]))));

        Estimate? Of(CorpusTable table) => Bootstrap.OfAllPairs(table.Values, table.Resampled, table.Pairs, generator);
    }

    private static Verdict VerdictOf(Estimate? difference, bool higherIsBetter)
    {
        if (difference is null)
            return Verdict.NotMeasured;
        if (difference.SpansZero)
            return Verdict.NoDifferenceShown;
        return difference.Mean > 0 == higherIsBetter ? Verdict.Better : Verdict.Worse;
    }
}
