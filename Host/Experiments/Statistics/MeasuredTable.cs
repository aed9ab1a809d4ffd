using Melange.Host.Runs;

namespace Melange.Host.Experiments.Statistics;

/// <summary>The finished trials of one variant.</summary>
/// <param name="Name">Name of the variant.</param>
/// <param name="Trials">Its trials, one a seed.</param>
public sealed record VariantTrials(string Name, IReadOnlyList<TrialResult> Trials);

/// <summary>What one seed has.</summary>
/// <param name="Seed">The seed.</param>
/// <param name="Value">Its mean over pairs, or its value of all pairs, in the metric's unit.</param>
public sealed record SeedValue(int Seed, double Value);

/// <summary>What was measured of one variant in one metric, laid out the same way for each variant.</summary>
/// <typeparam name="TSelf">The kind of table.</typeparam>
internal interface IMeasured<TSelf> where TSelf : IMeasured<TSelf>
{
    /// <summary>This less another, cell by cell.</summary>
    TSelf Less(TSelf other);

    /// <summary>Its mean, or null where nothing was measured.</summary>
    Estimate? Mean();

    /// <summary>What each seed has that was measured.</summary>
    IReadOnlyList<SeedValue> BySeed();
}

/// <summary>A metric of pairs: a value a seed and pair.</summary>
/// <param name="Seeds">The seeds S.</param>
/// <param name="Values">The values, NaN where nothing was measured, <c>[S, N]</c>.</param>
internal sealed record MeasuredTable(IReadOnlyList<int> Seeds, double[,] Values) : IMeasured<MeasuredTable>
{
    /// <summary>Lays one metric out, a table a variant.</summary>
    public static IReadOnlyList<MeasuredTable> Of(string metric, IReadOnlyList<VariantTrials> variants)
    {
        var trials = variants.SelectMany(variant => variant.Trials).ToList();
        var seeds = trials.Select(trial => trial.Seed).Distinct().Order().ToList();
        var pairs = trials.SelectMany(trial => trial.Pairs).Select(pair => pair.Id)
            .Distinct().Order(StringComparer.Ordinal).Select((id, at) => (id, at)).ToDictionary();
        return [.. variants.Select(variant => new MeasuredTable(seeds, Cells(metric, variant, seeds, pairs)))];
    }

    /// <inheritdoc/>
    public MeasuredTable Less(MeasuredTable other) => this with { Values = Tables.Less(Values, other.Values) };

    /// <inheritdoc/>
    public Estimate? Mean() => CrossedMean.Of(Values);

    /// <inheritdoc/>
    public IReadOnlyList<SeedValue> BySeed() =>
    [
        .. Seeds.Select((seed, row) => (seed, Known: Tables.Row(Values, row).Where(double.IsFinite).ToList()))
            .Where(one => one.Known.Count > 0).Select(one => new SeedValue(one.seed, one.Known.Average()))
    ];

    private static double[,] Cells(
        string metric, VariantTrials variant, List<int> seeds, Dictionary<string, int> pairs)
    {
        var cells = Tables.Nothing(seeds.Count, pairs.Count);
        foreach (var trial in variant.Trials)
            foreach (var pair in trial.Pairs)
                if (pair.Values.GetValueOrDefault(metric) is { } value)
                    cells[seeds.IndexOf(trial.Seed), pairs[pair.Id]] = value;
        return cells;
    }
}

/// <summary>A metric of all pairs together.</summary>
/// <param name="Seeds">The seeds S.</param>
/// <param name="Values">A value a seed, NaN where nothing was measured, <c>[S]</c>.</param>
/// <param name="Resampled">Of pairs drawn anew, <c>[S, K]</c>.</param>
/// <param name="Pairs">How many pairs were seen, where the fewest were.</param>
internal sealed record CorpusTable(IReadOnlyList<int> Seeds, double[] Values, double[,] Resampled, int Pairs)
    : IMeasured<CorpusTable>
{
    /// <summary>Lays one metric out, a table a variant.</summary>
    public static IReadOnlyList<CorpusTable> Of(string metric, IReadOnlyList<VariantTrials> variants)
    {
        var seeds = variants.SelectMany(variant => variant.Trials).Select(trial => trial.Seed)
            .Distinct().Order().ToList();
        return [.. variants.Select(variant => Of(seeds, [.. seeds.Select(seed => variant.Trials
            .FirstOrDefault(trial => trial.Seed == seed)?.CorpusValues.GetValueOrDefault(metric))]))];
    }

    /// <inheritdoc/>
    public CorpusTable Less(CorpusTable other) => new(Seeds,
        [.. Values.Zip(other.Values, (one, less) => one - less)], Tables.Less(Resampled, other.Resampled),
        Math.Min(Pairs, other.Pairs));

    /// <inheritdoc/>
    public Estimate? Mean() => AllPairsMean.Of(Values, Resampled, Pairs);

    /// <inheritdoc/>
    public IReadOnlyList<SeedValue> BySeed() =>
        [.. Seeds.Zip(Values, (seed, value) => new SeedValue(seed, value)).Where(one => double.IsFinite(one.Value))];

    private static CorpusTable Of(List<int> seeds, List<CorpusValue?> bySeed)
    {
        var resampled = Tables.Nothing(seeds.Count, PairDraws.Count);
        for (var row = 0; row < seeds.Count; row++)
            for (var draw = 0; draw < Math.Min(PairDraws.Count, bySeed[row]?.Resampled.Count ?? 0); draw++)
                resampled[row, draw] = bySeed[row]!.Resampled[draw] ?? double.NaN;
        return new(seeds, [.. bySeed.Select(one => one?.Value ?? double.NaN)], resampled,
            bySeed.OfType<CorpusValue>().Select(one => one.Pairs).DefaultIfEmpty(0).Min());
    }
}

/// <summary>Tables of numbers.</summary>
file static class Tables
{
    public static double[,] Nothing(int rows, int columns)
    {
        var cells = new double[rows, columns];
        for (var row = 0; row < rows; row++)
            for (var column = 0; column < columns; column++)
                cells[row, column] = double.NaN;
        return cells;
    }

    public static double[,] Less(double[,] cells, double[,] other)
    {
        var difference = new double[cells.GetLength(0), cells.GetLength(1)];
        for (var row = 0; row < cells.GetLength(0); row++)
            for (var column = 0; column < cells.GetLength(1); column++)
                difference[row, column] = cells[row, column] - other[row, column];
        return difference;
    }

    public static IEnumerable<double> Row(double[,] cells, int row) =>
        Enumerable.Range(0, cells.GetLength(1)).Select(column => cells[row, column]);
}
