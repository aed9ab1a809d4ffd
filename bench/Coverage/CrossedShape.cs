using MathNet.Numerics.Distributions;

namespace Melange.Bench;

/// <summary>How values of seeds and pairs scatter: standard deviations of each normal effect.</summary>
/// <param name="Name">What it is called in the tables.</param>
/// <param name="Seed">Of the effect of a seed.</param>
/// <param name="Pair">Of the effect of a pair.</param>
/// <param name="Rest">Of what neither explains.</param>
internal sealed record CrossedShape(string Name, double Seed, double Pair, double Rest)
{
    /// <summary>Share of cells that were not measured.</summary>
    public double Missing { get; init; }

    /// <summary>The shapes that are simulated.</summary>
    public static IReadOnlyList<CrossedShape> All { get; } =
    [
        new("seeds dominate", 1, 0.3, 0.5),
        new("pairs dominate", 0.1, 1, 0.5),
        new("mixed", 1, 2, 1),
        new("mixed, a tenth missing", 1, 2, 1) { Missing = 0.1 },
        new("seeds dominate, a quarter missing", 1, 0.3, 0.5) { Missing = 0.25 }
    ];

    /// <summary>Draws a table whose true mean is zero.</summary>
    /// <returns>A value a seed and pair, NaN where it is missing, <c>[S, N]</c>.</returns>
    public double[,] Draw(int seeds, int pairs, Random random)
    {
        var (bySeed, byPair) = (new double[seeds], new double[pairs]);
        Normal.Samples(random, bySeed, 0, Seed);
        Normal.Samples(random, byPair, 0, Pair);
        var cells = new double[seeds, pairs];
        for (var row = 0; row < seeds; row++)
            for (var column = 0; column < pairs; column++)
                cells[row, column] = Missing > 0 && random.NextDouble() < Missing
                    ? double.NaN : bySeed[row] + byPair[column] + Normal.Sample(random, 0, Rest);
        return cells;
    }
}
