using MathNet.Numerics.Distributions;
using Melange.Host.Experiments.Statistics;

namespace Melange.Host.Tests.Experiments.Statistics;

public sealed class CrossedMeanTests
{
    private const double None = double.NaN;

    // Worked in Python without this program: two-way analysis of variance, mean squares 28.8667, 3.6 and 4.95 over 15
    // values; half-width √(t²·A + t²·B − t²·E) with the printed t of 2, 4 and 8 degrees of freedom at 95 %.
    [Fact]
    public void Of_WholeTable_IsTheAnalysisOfVariance()
    {
        var estimate = CrossedMean.Of(new double[,] { { 3, 1, 4, 1, 5 }, { 9, 2, 6, 5, 3 }, { 5, 8, 9, 7, 9 } })!;

        Assert.Equal(5.133333333333334, estimate.Mean, 1e-12);
        Near(new(1.9244444444444444, 2), estimate.Variance!.Seeds);
        Near(new(0.24, 4), estimate.Variance.Pairs);
        Near(new(0.33, 8), estimate.Variance.Rest);
        Assert.Equal(5.976800464925665, estimate.High - estimate.Mean, 1e-9);
        Assert.Equal(5.976800464925665, estimate.Mean - estimate.Low, 1e-9);
    }

    // Worked in Python without this program: seeds and pairs fitted in turn until nothing moves, then Henderson's three
    // expectations; σ² of seeds 0.49788, of pairs 0.49461, of the rest 6.71324.
    [Fact]
    public void Of_TableWithHoles_IsHendersonsThirdMethod()
    {
        var estimate = CrossedMean.Of(new[,]
        {
            { 3, 1, 4, None, 5, 2 }, { 9, 2, None, 5, 3, 1 }, { 5, None, 9, 7, 9, 2 }, { 4, 8, 2, 9, 7, 4 }
        })!;

        Assert.Equal(4.809523809523809, estimate.Mean, 1e-12);
        Near(new(0.44499355297674603, 3), estimate.Variance!.Seeds);
        Near(new(0.40379485127384285, 5), estimate.Variance.Pairs);
        Near(new(0.3196778711484593, 12), estimate.Variance.Rest);
    }

    [Fact]
    public void Of_SeedsAndPairsWithoutAnyValue_AreNotCounted()
    {
        var whole = new double[,] { { 3, 1, 4, 1, 5 }, { 9, 2, 6, 5, 3 }, { 5, 8, 9, 7, 9 } };
        var wide = new double[4, 6];
        for (var row = 0; row < 4; row++)
            for (var column = 0; column < 6; column++)
                wide[row, column] = row < 3 && column < 5 ? whole[row, column] : None;

        Assert.Equal(CrossedMean.Of(whole), CrossedMean.Of(wide));
    }

    [Fact]
    public void Of_EqualValues_HasNoWidthAndIsTold()
    {
        var estimate = CrossedMean.Of(new[,]
        {
            { 4.5, 4.5, 4.5, 4.5, 4.5 }, { 4.5, 4.5, 4.5, 4.5, 4.5 }, { 4.5, 4.5, 4.5, 4.5, 4.5 }
        })!;

        Assert.Equal((4.5, 4.5, 4.5), (estimate.Low, estimate.Mean, estimate.High));
        Assert.Equal(MeanVariance.SmallestP, estimate.PValue);
    }

    [Theory]
    [InlineData(2, 5, false), InlineData(3, 4, false), InlineData(3, 5, true), InlineData(1, 60, false)]
    public void Of_FewSeedsOrPairs_HasNoInterval(int seeds, int pairs, bool hasInterval)
    {
        var values = new double[seeds, pairs];
        for (var row = 0; row < seeds; row++)
            for (var column = 0; column < pairs; column++)
                values[row, column] = row * column + column;

        var estimate = CrossedMean.Of(values)!;

        Assert.Equal(hasInterval, estimate.HasInterval);
        Assert.Equal(hasInterval, estimate.PValue is not null);
        Assert.Equal(values.Cast<double>().Average(), estimate.Mean, 1e-12);
    }

    [Fact]
    public void Of_NoSeedSharesAPair_HasNoInterval()
    {
        var estimate = CrossedMean.Of(new[,]
        {
            { 1, 2, None, None, None, None }, { None, None, 3, 4, None, None }, { None, None, None, None, 5, 6 }
        })!;

        Assert.False(estimate.HasInterval);
    }

    [Fact]
    public void Of_SeedThatSharesNoPairWithTheOthers_HasNoInterval()
    {
        var values = new double[4, 12];
        for (var row = 0; row < 4; row++)
            for (var column = 0; column < 12; column++)
                values[row, column] = row < 3 == column < 8 ? row * column + column : None;

        Assert.False(CrossedMean.Of(values)!.HasInterval);
    }

    // Differences of log-f0-rmse between two models that had hardly learned to speak: 10 cells of 21.
    [Fact]
    public void Of_FewerThanHalfOfTheCells_HasNoInterval()
    {
        var estimate = CrossedMean.Of(new[,]
        {
            { None, -0.0425, -0.0295, None, 0.0556, -0.0234, -0.0135 },
            { 0.0343, None, None, None, None, -0.2921, None },
            { None, None, 0.684, 0.1185, -0.2015, None, None }
        })!;

        Assert.False(estimate.HasInterval);
        Assert.Equal(0.02899, estimate.Mean, 1e-9);
    }

    // The variances of seeds and of pairs come out so far below 0 that they would take the rest with them; the half-width
    // is that of the same formulas in Python 3.11 with SciPy 1.10.1.
    [Fact]
    public void Of_CellsMissing_DoesNotTakeVariancesBelowZeroForNone()
    {
        var estimate = CrossedMean.Of(new[,]
        {
            { 0.0, None, None, -0.1, -1.6, -0.5 }, { -1.5, -0.4, None, 0.1, 1.6, None },
            { None, None, -0.2, None, None, 0.1 }
        })!;

        Assert.Equal(2.289588, (estimate.High - estimate.Low) / 2, 1e-6);
    }

    [Fact]
    public void Of_NothingMeasured_IsNull() =>
        Assert.Null(CrossedMean.Of(new[,] { { None, None }, { None, double.PositiveInfinity } }));

    // Sums of squares do not hang on where zero is; about the mean they lose no digits either.
    [Fact]
    public void Of_ValuesFarFromZero_HasTheSameVariance()
    {
        var near = new double[,] { { 3, 1, 4, 1, 5 }, { 9, 2, 6, 5, 3 }, { 5, 8, 9, 7, 9 } };
        var far = new double[3, 5];
        for (var cell = 0; cell < 15; cell++)
            far[cell / 5, cell % 5] = near[cell / 5, cell % 5] + 1e6;

        Near(CrossedMean.Of(near)!.Variance!.Rest, CrossedMean.Of(far)!.Variance!.Rest);
    }

    // 2000 tables know a share of 95 % to ± 1 %; the percentile bootstrap of before covers 84 % of these, one t 92 %.
    [Fact]
    public void Of_ThreeSeedsWithMixedScatter_CoversTheTruthAsOftenAsAsked()
    {
        var random = new Random(11);

        var covered = Enumerable.Range(0, 2000).Count(_ => CrossedMean.Of(Drawn(3, 60, random))!.SpansZero);

        Assert.InRange(covered / 2000.0, 0.94, 0.98);
    }

    /// <summary>Effects of seeds, pairs and both with deviations 1, 2 and 1, about zero.</summary>
    private static double[,] Drawn(int seeds, int pairs, Random random)
    {
        var (bySeed, byPair) = (new double[seeds], new double[pairs]);
        Normal.Samples(random, bySeed, 0, 1);
        Normal.Samples(random, byPair, 0, 2);
        var cells = new double[seeds, pairs];
        for (var row = 0; row < seeds; row++)
            for (var column = 0; column < pairs; column++)
                cells[row, column] = bySeed[row] + byPair[column] + Normal.Sample(random, 0, 1);
        return cells;
    }

    private static void Near(VarianceTerm expected, VarianceTerm actual)
    {
        Assert.Equal(expected.Freedom, actual.Freedom);
        Assert.Equal(expected.Variance, actual.Variance, 1e-9);
    }
}
