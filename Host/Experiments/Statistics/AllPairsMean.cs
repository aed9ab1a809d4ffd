using MathNet.Numerics.Statistics;

namespace Melange.Host.Experiments.Statistics;

/// <summary>Says how far a mean over seeds of what all pairs are together can be trusted.</summary>
/// <remarks>
/// No pair has a value, so its part of the variance comes from pairs drawn anew, K times, alike for all seeds
/// (bootstrap: Efron and Tibshirani 1993): B is the variance over draws of the mean over seeds, A that between seeds
/// over their number, and E what draws do to one seed beyond what they do to all,
/// <c>(mean of the seeds' variances over draws − B)/(S − 1)</c>. Variances over draws are N/(N − 1) times what they
/// are, since draws are of the N pairs themselves. Such a value is biased under drawing (a distance of distributions
/// grows, since pairs that are drawn twice make both narrower): the interval lies about twice the value less the mean
/// of the draws. Source: Davison and Hinkley 1997, Bootstrap Methods and their Application, section 2.2.
/// </remarks>
public static class AllPairsMean
{
    private const int FewestDraws = 100;

    /// <summary>Estimates the mean over seeds.</summary>
    /// <param name="values">One value a seed, NaN where nothing was measured, <c>[S]</c>.</param>
    /// <param name="resampled">The values of pairs drawn anew, NaN where there is none, <c>[S, K]</c>.</param>
    /// <param name="pairs">How many pairs N were seen.</param>
    /// <returns>The estimate, or null where nothing was measured; without an interval where fewer than
    /// <see cref="Estimate.FewestSeeds"/> or <see cref="Estimate.FewestPairs"/> were, or fewer than 100 draws have a
    /// value in each seed.</returns>
    public static Estimate? Of(double[] values, double[,] resampled, int pairs)
    {
        ArgumentNullException.ThrowIfNull(values);
        ArgumentNullException.ThrowIfNull(resampled);
        var seeds = Enumerable.Range(0, values.Length).Where(seed => double.IsFinite(values[seed])).ToArray();
        if (seeds.Length == 0)
            return null;
        var mean = seeds.Average(seed => values[seed]);
        var draws = Enumerable.Range(0, resampled.GetLength(1))
            .Where(draw => seeds.All(seed => double.IsFinite(resampled[seed, draw]))).ToArray();
        if (seeds.Length < Estimate.FewestSeeds || pairs < Estimate.FewestPairs || draws.Length < FewestDraws)
            return Estimate.WithoutInterval(mean);

        var means = draws.Select(draw => seeds.Average(seed => resampled[seed, draw])).ToArray();
        var drawn = pairs / (pairs - 1.0);
        var bySeed = seeds.Select(seed => values[seed]).Variance() / seeds.Length;
        var byPair = drawn * means.Variance();
        var alone = drawn * seeds.Average(seed => draws.Select(draw => resampled[seed, draw]).Variance());
        var rest = Math.Max(0, (alone - byPair) / (seeds.Length - 1));
        return Estimate.Of(mean, 2 * mean - means.Average(), new(
            new(bySeed, seeds.Length - 1), new(byPair, pairs - 1),
            new(rest, (seeds.Length - 1.0) * (pairs - 1))));
    }
}
