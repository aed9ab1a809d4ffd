using Melange.Host.Runs;

namespace Melange.Host.Experiments.Statistics;

/// <summary>The finished trials of one variant.</summary>
/// <param name="Name">Name of the variant.</param>
/// <param name="Trials">Its trials, one a seed.</param>
public sealed record VariantTrials(string Name, IReadOnlyList<TrialResult> Trials);

/// <summary>Lays what was measured out by seed and pair, the same way for each variant.</summary>
internal static class MeasuredTable
{
    /// <summary>Gives one table a variant, NaN where nothing was measured, float64 <c>[S, N]</c>.</summary>
    public static IReadOnlyList<Tensor> Of(string metric, IReadOnlyList<VariantTrials> variants)
    {
        var trials = variants.SelectMany(variant => variant.Trials).ToList();
        var seeds = trials.Select(trial => trial.Seed).Distinct().Order().ToList();
        var pairs = trials.SelectMany(trial => trial.Pairs).Select(pair => pair.Id)
            .Distinct().Order(StringComparer.Ordinal).ToList();
        return [.. variants.Select(variant => Table(metric, variant, seeds, pairs))];
    }

    /// <summary>
    /// Gives what a metric says of all pairs together, for each variant: values <c>[S]</c>, of pairs drawn anew
    /// <c>[S, K]</c>, NaN where nothing was measured, float64; and how many pairs were seen at least.
    /// </summary>
    public static IReadOnlyList<CorpusTable> OfAllPairs(string metric, IReadOnlyList<VariantTrials> variants)
    {
        var seeds = variants.SelectMany(variant => variant.Trials).Select(trial => trial.Seed)
            .Distinct().Order().ToList();
        return [.. variants.Select(variant => Table(seeds.Select(seed => variant.Trials
            .FirstOrDefault(trial => trial.Seed == seed)?.CorpusValues.GetValueOrDefault(metric)).ToList()))];
    }

    private static CorpusTable Table(IReadOnlyList<CorpusValue?> bySeed) => new(
        tensor(bySeed.Select(one => one?.Value ?? double.NaN).ToArray(), dtype: float64),
        stack(bySeed.Select(one => tensor(Enumerable.Range(0, PairDraws.Count)
            .Select(draw => one?.Resampled.ElementAtOrDefault(draw) ?? double.NaN).ToArray(), dtype: float64))),
        bySeed.OfType<CorpusValue>().Select(one => one.Pairs).DefaultIfEmpty(0).Min());

    private static Tensor Table(string metric, VariantTrials variant, List<int> seeds, List<string> pairs)
    {
        var cells = new double[seeds.Count, pairs.Count];
        for (var seed = 0; seed < seeds.Count; seed++)
            for (var pair = 0; pair < pairs.Count; pair++)
                cells[seed, pair] = double.NaN;
        foreach (var trial in variant.Trials)
            foreach (var pair in trial.Pairs)
                if (pair.Values.GetValueOrDefault(metric) is { } value)
                    cells[seeds.IndexOf(trial.Seed), pairs.IndexOf(pair.Id)] = value;
        return tensor(cells, dtype: float64);                               // [S, N]
    }
}

/// <summary>What a metric says of all pairs of one variant together.</summary>
/// <param name="Values">One a seed, float64 <c>[S]</c>.</param>
/// <param name="Resampled">Of pairs drawn anew, float64 <c>[S, K]</c>.</param>
/// <param name="Pairs">How many pairs were seen, where the fewest were.</param>
internal sealed record CorpusTable(Tensor Values, Tensor Resampled, int Pairs)
{
    /// <summary>This less another, seed by seed and draw by draw.</summary>
    public CorpusTable Less(CorpusTable other) =>
        new(Values - other.Values, Resampled - other.Resampled, Math.Min(Pairs, other.Pairs));
}
