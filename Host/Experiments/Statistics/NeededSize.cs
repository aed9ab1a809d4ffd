namespace Melange.Host.Experiments.Statistics;

/// <summary>How many seeds and pairs would show a difference as great as a margin, four times of five.</summary>
/// <remarks>
/// So many that the half-width of the 95 % interval and the distance that a mean stays above with 80 % together are
/// at most the margin: <c>(t_.975 + t_.80)·s ≤ margin</c> with one variance (Cohen 1988, Statistical Power Analysis,
/// chapter 2), with the widths of <see cref="MeanVariance"/> at 5 % and 40 % here. The variances are those seen,
/// themselves uncertain: with three to five seeds the answer is an order of magnitude.
/// </remarks>
/// <param name="Seeds">How many seeds.</param>
/// <param name="Pairs">How many pairs.</param>
public sealed record NeededSize(int Seeds, int Pairs)
{
    /// <summary>More seeds are not considered.</summary>
    public const int MostSeeds = 100;

    /// <summary>More pairs than so many times those seen are not considered.</summary>
    public const int MostPairs = 64;

    private const double MissesTwoSided = 0.4; // 20 % to one side

    /// <summary>The fewest seeds with the pairs there are; where a hundred are not enough, pairs are doubled until they
    /// are.</summary>
    /// <param name="seen">What was seen.</param>
    /// <param name="margin">The difference to show, in the unit of what was measured.</param>
    /// <returns>Seeds and pairs; null where even many more would not do.</returns>
    public static NeededSize? For(MeanVariance seen, double margin)
    {
        ArgumentNullException.ThrowIfNull(seen);
        var pairsSeen = (int)seen.Pairs.Freedom + 1;
        for (var pairs = pairsSeen; pairs <= MostPairs * pairsSeen; pairs *= 2)
            if (Shows(MostSeeds, pairs))
            {
                var seeds = Fewest(Estimate.FewestSeeds, MostSeeds, number => Shows(number, pairs));
                return new(seeds, pairs == pairsSeen
                    ? pairs : Fewest(pairs / 2 + 1, pairs, number => Shows(seeds, number)));
            }
        return null;

        bool Shows(int seeds, int pairs)
        {
            var then = seen.For(seeds, pairs);
            return then.HalfWidth(Estimate.Level) + then.HalfWidth(MissesTwoSided) <= margin;
        }
    }

    private static int Fewest(int low, int high, Func<int, bool> isEnough)
    {
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = isEnough(middle) ? (low, middle) : (middle + 1, high);
        }
        return high;
    }
}
