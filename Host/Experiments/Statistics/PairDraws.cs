namespace Melange.Host.Experiments.Statistics;

/// <summary>Draws pairs anew, the same way in every trial: the k-th draw of one is that of all others.</summary>
/// <remarks>
/// What measures all pairs together cannot be resampled from values of pairs: the worker asks it for each draw, and
/// keeps the answers. Since all trials draw alike, a difference of two of them is paired, draw by draw.
/// </remarks>
internal static class PairDraws
{
    /// <summary>Number of draws: each costs one value of the metric.</summary>
    public const int Count = 1000;

    private const ulong Seed = 0;

    /// <summary>Which pairs are drawn, with replacement, as many as there are, in each draw.</summary>
    /// <param name="pairs">How many pairs there are.</param>
    public static IReadOnlyList<int[]> Of(int pairs)
    {
        using var scope = NewDisposeScope();
        using var generator = new Generator(Seed, CPU);
        var drawn = randint(0, pairs, [Count, pairs], dtype: int64, generator: generator).data<long>().ToArray();
        return [.. drawn.Select(pair => (int)pair).Chunk(pairs)];
    }
}
