using MathNet.Numerics.Statistics;

namespace Melange.Bench;

/// <summary>The intervals that Melange had before: percentiles of means over seeds and pairs drawn anew.</summary>
/// <remarks>Source: Owen 2007, The pigeonhole bootstrap, section 4; with 1,000 resamples for 10,000.</remarks>
internal static class PigeonholeBootstrap
{
    private const int Resamples = 1000;

    /// <summary>Whether the interval of 95 % holds zero.</summary>
    public static bool Covers(double[,] values, Random random)
    {
        var means = Enumerable.Range(0, Resamples).Select(_ => Mean(values, random)).Where(double.IsFinite).Order()
            .ToArray();
        return At(0.025) <= 0 && At(0.975) >= 0;

        double At(double share) => SortedArrayStatistics.QuantileCustom(means, share, QuantileDefinition.R7);
    }

    private static double Mean(double[,] values, Random random)
    {
        var (seeds, pairs) = (Draw(values.GetLength(0), random), Draw(values.GetLength(1), random));
        var (sum, count) = (0.0, 0);
        foreach (var seed in seeds)
            foreach (var pair in pairs)
                if (!double.IsNaN(values[seed, pair]))
                    (sum, count) = (sum + values[seed, pair], count + 1);
        return sum / count;
    }

    private static int[] Draw(int size, Random random) =>
        [.. Enumerable.Range(0, size).Select(_ => random.Next(size))];
}
