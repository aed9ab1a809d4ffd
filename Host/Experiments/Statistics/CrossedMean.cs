namespace Melange.Host.Experiments.Statistics;

/// <summary>Says how far a mean over a table of seeds and pairs can be trusted.</summary>
/// <remarks>
/// Each seed speaks each pair, so a value is <c>y_ij = μ + a_i + b_j + e_ij</c> with random a of the seed, b of the
/// pair and e of both; some cells may be missing. The variances of a, b and e come from sums of squares by Henderson
/// 1953, Biometrics 9, method 1: with n values, n_i of a seed, m_j of a pair, S seeds, N pairs,
/// <c>k_a = Σ n_i²/n</c>, <c>k_b = Σ m_j²/n</c>, T about the mean, T_a between seeds and T_b between pairs,
/// <c>E(T − T_a) = (σ²_b + σ²_e)(n − S)</c>, <c>E(T − T_b) = (σ²_a + σ²_e)(n − N)</c>,
/// <c>E T = σ²_a (n − k_a) + σ²_b (n − k_b) + σ²_e (n − 1)</c>. Where no cell is missing this is the analysis of
/// variance of Searle, Casella and McCulloch 1992, Variance Components, section 4.3. The interval:
/// <see cref="MeanVariance"/>.
/// </remarks>
public static class CrossedMean
{
    /// <summary>Estimates the mean of the known cells.</summary>
    /// <param name="values">One value a seed and pair, NaN where none was measured, <c>[S, N]</c>.</param>
    /// <returns>The estimate, or null where nothing was measured; without an interval where fewer than
    /// <see cref="Estimate.FewestSeeds"/> or <see cref="Estimate.FewestPairs"/> were, or no seed shares a pair with
    /// another.</returns>
    public static Estimate? Of(double[,] values)
    {
        ArgumentNullException.ThrowIfNull(values);
        var cells = Known(values);
        if (cells.Count == 0)
            return null;
        var mean = cells.Average(cell => cell.Value);
        var seeds = cells.GroupBy(cell => cell.Seed).Select(group => Sums.Of(group, mean)).ToList();
        var pairs = cells.GroupBy(cell => cell.Pair).Select(group => Sums.Of(group, mean)).ToList();
        var freedom = cells.Count - seeds.Count - pairs.Count + 1;
        if (seeds.Count < Estimate.FewestSeeds || pairs.Count < Estimate.FewestPairs || freedom < 1)
            return Estimate.WithoutInterval(mean);
        var total = cells.Sum(cell => (cell.Value - mean) * (cell.Value - mean));
        return Estimate.Of(mean, mean, VarianceOf((cells.Count, freedom, total), seeds, pairs));
    }

    private static MeanVariance VarianceOf(
        (int Count, int Freedom, double Total) all, List<Sums> seeds, List<Sums> pairs)
    {
        double n = all.Count;
        var (seedShare, pairShare) = (seeds.Sum(one => one.Count * one.Count) / n,
            pairs.Sum(one => one.Count * one.Count) / n);                                   // k_a, k_b
        var pairAndRest = Within(all.Total, seeds, n);                                      // σ²_b + σ²_e
        var seedAndRest = Within(all.Total, pairs, n);                                      // σ²_a + σ²_e
        var left = n + 1 - seedShare - pairShare;                                           // at most 0: all but empty
        var rest = left <= 0 ? 0 : Math.Max(0,
            (seedAndRest * (n - seedShare) + pairAndRest * (n - pairShare) - all.Total) / left);    // σ²_e
        return new(
            new(Math.Max(0, (seedAndRest - rest) * seedShare + rest) / n, seeds.Count - 1),
            new(Math.Max(0, (pairAndRest - rest) * pairShare + rest) / n, pairs.Count - 1),
            new(rest / n, all.Freedom));
    }

    /// <summary>Mean square of what is left of the total within groups.</summary>
    private static double Within(double total, List<Sums> groups, double count) =>
        Math.Max(0, total - groups.Sum(group => group.Sum * group.Sum / group.Count)) / (count - groups.Count);

    private static List<Cell> Known(double[,] values)
    {
        var cells = new List<Cell>(values.Length);
        for (var seed = 0; seed < values.GetLength(0); seed++)
            for (var pair = 0; pair < values.GetLength(1); pair++)
                if (double.IsFinite(values[seed, pair]))
                    cells.Add(new(seed, pair, values[seed, pair]));
        return cells;
    }

    private readonly record struct Cell(int Seed, int Pair, double Value);

    /// <summary>What one seed, or one pair, has: how many values, and their sum about the mean of all.</summary>
    private readonly record struct Sums(double Count, double Sum)
    {
        public static Sums Of(IEnumerable<Cell> cells, double mean) => cells.Aggregate(new Sums(0, 0),
            (sums, cell) => new(sums.Count + 1, sums.Sum + cell.Value - mean));
    }
}
