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
        return At(means, 0.025) <= 0 && At(means, 0.975) >= 0;
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

    private static double At(double[] sorted, double share)
    {
        var place = share * (sorted.Length - 1);
        var below = (int)place;
        return sorted[below] + (place - below) * (sorted[Math.Min(below + 1, sorted.Length - 1)] - sorted[below]);
    }
}
