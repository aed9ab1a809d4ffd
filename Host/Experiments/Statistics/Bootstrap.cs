using static Melange.TensorShape;

namespace Melange.Host.Experiments.Statistics;

/// <summary>Says how far a mean over pairs and seeds can be trusted.</summary>
/// <remarks>
/// Percentile bootstrap: the 2.5th and the 97.5th percentile of the mean over 10,000 resamples. Source: Efron and
/// Tibshirani, An Introduction to the Bootstrap, 1993, chapter 13. Pairs and seeds are crossed (each seed synthesises
/// each pair), so both are drawn with replacement, independently, and a resample is every drawn seed with every drawn
/// pair. Source: Owen, The pigeonhole bootstrap, 2007, section 4. With one seed, only pairs are drawn. Departs from
/// them: a resample that holds no measured value is left out; with fewer than five measured pairs there is no interval,
/// since of so few values the percentiles are too near.
/// </remarks>
public static class Bootstrap
{
    /// <summary>Number of resamples.</summary>
    public const int Resamples = 10_000;

    private const int FewestPairs = 5;

    /// <summary>Estimates the mean of a table of values.</summary>
    /// <param name="values">One value a seed and pair, NaN where none was measured, float64 <c>[S, N]</c>.</param>
    /// <param name="generator">Source of the draws; the same state gives the same interval.</param>
    /// <returns>The estimate, or null where nothing was measured.</returns>
    /// <exception cref="TensorShapeException">The table is not shaped as stated.</exception>
    public static Estimate? Mean(Tensor values, Generator generator)
    {
        HasShape(values, "S N", [Any, Any]);
        using var scope = NewDisposeScope();
        var isKnown = values.isfinite();                                    // [S, N]
        var known = values.masked_select(isKnown);
        if (known.numel() == 0)
            return null;
        var mean = known.mean().item<double>();
        if (isKnown.any(0).sum().item<long>() < FewestPairs)
            return new Estimate(mean, double.NegativeInfinity, double.PositiveInfinity);

        var means = ResampledMeans(values.where(isKnown, zeros_like(values)), isKnown.to(float64), generator);
        var ends = means.quantile(tensor([0.025, 0.975], dtype: float64)).data<double>().ToArray();
        return new Estimate(mean, ends[0], ends[1]);
    }

    /// <summary>
    /// Estimates the mean difference of two tables, cell by cell: the same seed and the same pair in both.
    /// </summary>
    /// <param name="values">One value a seed and pair, NaN where none was measured, float64 <c>[S, N]</c>.</param>
    /// <param name="baseline">What is taken from them, float64 <c>[S, N]</c>.</param>
    /// <param name="generator">Source of the draws; the same state gives the same interval.</param>
    /// <returns>The estimate, or null where no cell was measured in both.</returns>
    /// <exception cref="TensorShapeException">A table is not shaped as stated.</exception>
    public static Estimate? PairedDifference(Tensor values, Tensor baseline, Generator generator)
    {
        HasShape(values, "S N", [Any, Any]);
        HasShape(baseline, "S N", values.shape);
        using var difference = values - baseline;
        return Mean(difference, generator);
    }

    /// <summary>Estimates what all pairs are together, from its values for pairs that were drawn anew.</summary>
    /// <remarks>
    /// Seeds are drawn with the pairs, as above. Such a value is biased under resampling (a distance of distributions
    /// grows, since pairs that are drawn twice make both narrower): the interval is the basic one, whose ends are as far
    /// on the other side, so that the bias is taken out once. Source: Davison and Hinkley, Bootstrap Methods and their
    /// Application, 1997, eq. 5.6.
    /// </remarks>
    /// <param name="values">One value a seed, NaN where nothing was measured, float64 <c>[S]</c>.</param>
    /// <param name="resampled">The values of pairs drawn anew, float64 <c>[S, K]</c>.</param>
    /// <param name="pairs">How many pairs were seen.</param>
    /// <param name="generator">Source of the draws of seeds.</param>
    /// <returns>The estimate, or null where nothing was measured.</returns>
    /// <exception cref="TensorShapeException">A table is not shaped as stated.</exception>
    public static Estimate? OfAllPairs(Tensor values, Tensor resampled, int pairs, Generator generator)
    {
        HasShape(values, "S", [Any]);
        HasShape(resampled, "S K", [values.shape[0], Any]);
        using var scope = NewDisposeScope();
        var known = values.masked_select(values.isfinite());
        if (known.numel() == 0)
            return null;
        var mean = known.mean().item<double>();
        if (pairs < FewestPairs)
            return new Estimate(mean, double.NegativeInfinity, double.PositiveInfinity);

        var isKnown = resampled.isfinite().to(float64).t();                 // [K, S]
        var draws = Draws(values.shape[0], resampled.shape[1], generator);  // [K, S]
        var sums = (draws * resampled.nan_to_num(0).t()).sum([1]);          // [K]
        var counts = (draws * isKnown).sum([1]);                            // [K]
        var means = (sums / counts).masked_select(counts > 0);
        var ends = means.quantile(tensor([0.025, 0.975], dtype: float64)).data<double>().ToArray();
        return new Estimate(mean, 2 * mean - ends[1], 2 * mean - ends[0]);
    }

    private static Tensor ResampledMeans(Tensor known, Tensor isKnown, Generator generator)
    {
        var seeds = Draws(known.shape[0], Resamples, generator);            // [K, S]
        var pairs = Draws(known.shape[1], Resamples, generator);            // [K, N]
        var sums = (seeds.mm(known) * pairs).sum(1);                        // [K]
        var counts = (seeds.mm(isKnown) * pairs).sum(1);                    // [K]
        return (sums / counts).masked_select(counts > 0);
    }

    /// <summary>How often each of so many things is drawn each time, <c>[times, size]</c>.</summary>
    private static Tensor Draws(long size, long times, Generator generator)
    {
        var drawn = randint(0, size, [times, size], dtype: int64, generator: generator);
        return zeros(times, size, dtype: float64).scatter_add(1, drawn, ones(times, size, dtype: float64));
    }
}

/// <summary>A mean with its 95 % interval.</summary>
/// <param name="Mean">The mean, in the unit of what was measured.</param>
/// <param name="Low">Lower end of the interval; negative infinity where too little was measured to say.</param>
/// <param name="High">Upper end of the interval; positive infinity where too little was measured to say.</param>
public sealed record Estimate(double Mean, double Low, double High)
{
    /// <summary>Whether the data say anything about where the mean lies.</summary>
    public bool HasInterval => double.IsFinite(Low) && double.IsFinite(High);

    /// <summary>Whether zero lies in the interval: then no difference is shown.</summary>
    public bool SpansZero => Low <= 0 && High >= 0;
}
