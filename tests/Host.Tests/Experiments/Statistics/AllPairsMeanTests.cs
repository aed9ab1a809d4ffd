using Melange.Host.Experiments.Statistics;

namespace Melange.Host.Tests.Experiments.Statistics;

public sealed class AllPairsMeanTests
{
    private const int Draws = 1000;

    // A mean over pairs is also a value of all pairs together: drawing them anew must find what the table shows.
    [Fact]
    public void Of_MeansOfATable_HasTheVariancesOfTheTable()
    {
        const int seeds = 4, pairs = 40;
        var random = new Random(5);
        var table = Table(seeds, pairs, random);
        var (values, resampled) = (new double[seeds], new double[seeds, Draws]);
        for (var seed = 0; seed < seeds; seed++)
            values[seed] = Enumerable.Range(0, pairs).Average(pair => table[seed, pair]);
        for (var draw = 0; draw < Draws; draw++)
        {
            var drawn = Enumerable.Range(0, pairs).Select(_ => random.Next(pairs)).ToArray();
            for (var seed = 0; seed < seeds; seed++)
                resampled[seed, draw] = drawn.Average(pair => table[seed, pair]);
        }

        var (expected, actual) = (CrossedMean.Of(table)!, AllPairsMean.Of(values, resampled, pairs)!);

        Assert.Equal(expected.Mean, actual.Mean, 1e-12);
        Assert.Equal(expected.Variance!.Seeds.Variance, actual.Variance!.Seeds.Variance, 1e-9);
        // a variance of 1000 draws has a deviation of √(2/1000) = 4.5 %
        Assert.InRange(actual.Variance.Pairs.Variance / expected.Variance.Pairs.Variance, 0.8, 1.2);
        Assert.InRange(actual.Variance.Rest.Variance / expected.Variance.Rest.Variance, 0.8, 1.2);
        Assert.Equal((3, 39, 117), (actual.Variance.Seeds.Freedom, actual.Variance.Pairs.Freedom,
            actual.Variance.Rest.Freedom));
    }

    [Fact]
    public void Of_DrawsThatLieHigher_TakesTheBiasOutOnce()
    {
        var (values, resampled) = Constant(values: [10, 11, 12], draws: [13, 14, 15]);

        var estimate = AllPairsMean.Of(values, resampled, 30)!;

        Assert.Equal(11, estimate.Mean);
        Assert.Equal(8, (estimate.Low + estimate.High) / 2, 1e-12);         // 2·11 less 14
        // only seeds differ: √(1/3)·t with 2 degrees of freedom
        Assert.Equal(4.302652729911275 * Math.Sqrt(1 / 3.0), (estimate.High - estimate.Low) / 2, 1e-9);
    }

    [Fact]
    public void Of_SeedWithoutAValue_IsLeftOut()
    {
        var (values, resampled) = Constant([1, double.NaN, 2, 3], [1, double.NaN, 2, 3]);

        var estimate = AllPairsMean.Of(values, resampled, 30)!;

        Assert.Equal(2, estimate.Mean);
        Assert.Equal(2, estimate.Variance!.Seeds.Freedom);
        Assert.Null(AllPairsMean.Of([double.NaN], new double[1, Draws], 30));
    }

    [Theory, InlineData(2, 30, false), InlineData(3, 4, false), InlineData(3, 5, true)]
    public void Of_FewSeedsOrPairs_HasNoInterval(int seeds, int pairs, bool hasInterval)
    {
        double[] each = [.. Enumerable.Range(0, seeds).Select(seed => (double)seed)];
        var (values, resampled) = Constant(each, each);

        Assert.Equal(hasInterval, AllPairsMean.Of(values, resampled, pairs)!.HasInterval);
    }

    private static double[,] Table(int seeds, int pairs, Random random)
    {
        var bySeed = Enumerable.Range(0, seeds).Select(_ => random.NextDouble()).ToArray();
        var byPair = Enumerable.Range(0, pairs).Select(_ => 3 * random.NextDouble()).ToArray();
        var table = new double[seeds, pairs];
        for (var seed = 0; seed < seeds; seed++)
            for (var pair = 0; pair < pairs; pair++)
                table[seed, pair] = bySeed[seed] + byPair[pair] + 2 * random.NextDouble();
        return table;
    }

    private static (double[] Values, double[,] Resampled) Constant(double[] values, double[] draws)
    {
        var resampled = new double[draws.Length, Draws];
        for (var seed = 0; seed < draws.Length; seed++)
            for (var draw = 0; draw < Draws; draw++)
                resampled[seed, draw] = draws[seed];
        return (values, resampled);
    }
}
