using MathNet.Numerics.LinearAlgebra;

namespace Melange.Host.Experiments.Statistics;

/// <summary>Says how far a mean over a table of seeds and pairs can be trusted.</summary>
/// <remarks>
/// Each seed speaks each pair, so a value is <c>y_ij = μ + a_i + b_j + e_ij</c> with random a of the seed, b of the
/// pair and e of both; some cells may be missing. The variances of a, b and e come from sums of squares by Henderson
/// 1953, Biometrics 9, method 3: with n values of S seeds and N pairs, R what is left when seeds and pairs are fitted
/// by least squares, W_a what is left within seeds and W_b within pairs, <c>E R = σ²_e (n − S − N + 1)</c>,
/// <c>E W_a = (σ²_b + σ²_e)(n − S)</c>, <c>E W_b = (σ²_a + σ²_e)(n − N)</c>. Departs from it: with cells missing no
/// variance is below 0. Where no cell is missing this is the analysis of variance of Searle, Casella and McCulloch
/// 1992, Variance Components, section 4.3. The interval: <see cref="MeanVariance"/>.
/// </remarks>
public static class CrossedMean
{
    private const double FewestShare = 0.5; // with fewer of the cells tests find too much

    /// <summary>Estimates the mean of the known cells.</summary>
    /// <param name="values">One value a seed and pair, NaN where none was measured, <c>[S, N]</c>.</param>
    /// <returns>The estimate, or null where nothing was measured; without an interval where fewer than
    /// <see cref="Estimate.FewestSeeds"/> or <see cref="Estimate.FewestPairs"/> were, fewer than half of the cells, or
    /// not all seeds hang together by pairs.</returns>
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
        if (seeds.Count < Estimate.FewestSeeds || pairs.Count < Estimate.FewestPairs || freedom < 1
            || cells.Count < FewestShare * seeds.Count * pairs.Count
            || Explained(cells, mean) is not { } explained)
            return Estimate.WithoutInterval(mean);
        var total = cells.Sum(cell => (cell.Value - mean) * (cell.Value - mean));
        var rest = Math.Max(0, Within(total, pairs) - explained) / freedom;
        // With cells missing a variance below 0 could take the rest away with it: it counts as 0.
        var least = cells.Count < seeds.Count * pairs.Count ? 0 : double.NegativeInfinity;
        return Estimate.Of(mean, mean, new(
            Term(Math.Max(least, Within(total, pairs) / (cells.Count - pairs.Count) - rest), rest, seeds),
            Term(Math.Max(least, Within(total, seeds) / (cells.Count - seeds.Count) - rest), rest, pairs),
            new(rest / cells.Count, freedom)));
    }

    /// <summary>Variance of the mean by the groups of one kind and the rest.</summary>
    private static VarianceTerm Term(double groupVariance, double rest, List<Sums> groups)
    {
        var count = groups.Sum(group => group.Count);
        var share = groups.Sum(group => group.Count * group.Count) / count;
        return new(Math.Max(0, groupVariance * share + rest) / count, groups.Count - 1);
    }

    /// <summary>Sum of squares that seeds explain beyond pairs; null where these do not join all seeds.</summary>
    private static double? Explained(List<Cell> cells, double mean)
    {
        var rows = cells.Select(cell => cell.Seed).Distinct().Select((seed, row) => (seed, row)).ToDictionary();
        var normal = Matrix<double>.Build.Dense(rows.Count, rows.Count);
        var right = Vector<double>.Build.Dense(rows.Count);
        foreach (var pair in cells.GroupBy(cell => cell.Pair))
        {
            var sums = Sums.Of(pair, mean);
            foreach (var cell in pair)
            {
                var row = rows[cell.Seed];
                right[row] += cell.Value - mean - sums.Sum / sums.Count;
                normal[row, row] += 1;
                foreach (var other in pair)
                    normal[row, rows[other.Seed]] -= 1 / sums.Count;
            }
        }
        // Effects of seeds are known but for a constant: 1 added everywhere holds their sum at zero.
        return HangTogether(normal) ? right * normal.Add(1).Cholesky().Solve(right) : null;
    }

    private static bool HangTogether(Matrix<double> normal)
    {
        var (reached, open) = (new HashSet<int> { 0 }, new Stack<int>([0]));
        while (open.TryPop(out var row))
            for (var other = 0; other < normal.ColumnCount; other++)
                if (normal[row, other] != 0 && reached.Add(other))
                    open.Push(other);
        return reached.Count == normal.RowCount;
    }

    /// <summary>Sum of squares within groups.</summary>
    private static double Within(double total, List<Sums> groups) =>
        Math.Max(0, total - groups.Sum(group => group.Sum * group.Sum / group.Count));

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
