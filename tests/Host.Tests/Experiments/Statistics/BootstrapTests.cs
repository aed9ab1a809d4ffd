using Melange.Host.Experiments.Statistics;
using TorchSharp;

namespace Melange.Host.Tests.Experiments.Statistics;

public sealed class BootstrapTests
{
    [Fact]
    public void Mean_LargeNormalSample_HasTheIntervalOfNormalTheory()
    {
        using var scope = NewDisposeScope();
        var values = 5 + 2 * randn(1, 400, dtype: float64, generator: Seeded(3));
        var mean = values.mean().item<double>();
        var halfWidth = 1.96 * values.std().item<double>() / Math.Sqrt(400);

        var estimate = Bootstrap.Mean(values, Seeded(1))!;

        Assert.Equal(mean, estimate.Mean, 1e-12);
        // the quantiles of 10,000 resamples are this exact
        Assert.Equal(mean - halfWidth, estimate.Low, halfWidth * 0.05);
        Assert.Equal(mean + halfWidth, estimate.High, halfWidth * 0.05);
    }

    [Fact]
    public void Mean_SeedsThatDiffer_WidensTheIntervalBySeeds()
    {
        using var scope = NewDisposeScope();
        var pairs = randn(1, 50, dtype: float64, generator: Seeded(3));
        var agreeing = pairs.expand(3, 50);
        var differing = pairs + tensor(new double[] { -1, 0, 1 }, dtype: float64).view(3, 1);

        var narrow = Bootstrap.Mean(agreeing, Seeded(1))!;
        var wide = Bootstrap.Mean(differing, Seeded(1))!;

        Assert.Equal(narrow.Mean, wide.Mean, 1e-12);
        Assert.True(wide.High - wide.Low > 2 * (narrow.High - narrow.Low));
    }

    [Fact]
    public void Mean_ConstantValues_HasNoWidth()
    {
        using var values = full(3, 7, 4.5, dtype: float64);

        Assert.Equal(new Estimate(4.5, 4.5, 4.5), Bootstrap.Mean(values, Seeded(1)));
    }

    [Fact]
    public void Mean_SameSeed_IsTheSame()
    {
        using var values = rand(2, 9, dtype: float64, generator: Seeded(5));

        Assert.Equal(Bootstrap.Mean(values, Seeded(8)), Bootstrap.Mean(values, Seeded(8)));
        Assert.NotEqual(Bootstrap.Mean(values, Seeded(8)), Bootstrap.Mean(values, Seeded(9)));
    }

    [Fact]
    public void Mean_MissingValues_AreLeftOut()
    {
        const double None = double.NaN;
        using var values = tensor(
            new[,] { { 1, None, 3, 2, None, 4 }, { None, None, 5, 3, 3, None } }, dtype: float64);

        var estimate = Bootstrap.Mean(values, Seeded(1))!;

        Assert.Equal(3, estimate.Mean, 1e-12);
        Assert.InRange(estimate.Low, 1, 3);
        Assert.InRange(estimate.High, 3, 5);
    }

    [Theory, InlineData(1, false), InlineData(4, false), InlineData(5, true)]
    public void Mean_FewPairs_HasNoIntervalBelowFive(int pairs, bool hasInterval)
    {
        using var values = arange(1, 2 * pairs + 1, dtype: float64).view(2, pairs);

        var estimate = Bootstrap.Mean(values, Seeded(1))!;

        Assert.Equal(pairs + 0.5, estimate.Mean);
        Assert.Equal(hasInterval, estimate.HasInterval);
        Assert.Equal(!hasInterval, estimate.SpansZero);
    }

    [Fact]
    public void Mean_NothingMeasured_IsNull()
    {
        using var values = full(2, 3, double.NaN, dtype: float64);

        Assert.Null(Bootstrap.Mean(values, Seeded(1)));
    }

    [Fact]
    public void Mean_FlatTensor_NamesTheAxes()
    {
        using var values = zeros(3, dtype: float64);

        var fault = Assert.Throws<TensorShapeException>(() => Bootstrap.Mean(values, Seeded(1)));

        Assert.Equal("values must be [S, N], but was [3].", fault.Message);
    }

    [Fact]
    public void PairedDifference_SamePairsShifted_IsTheShiftWithoutWidth()
    {
        using var scope = NewDisposeScope();
        var baseline = randn(2, 30, dtype: float64, generator: Seeded(3));

        var difference = Bootstrap.PairedDifference(baseline + 0.25, baseline, Seeded(1))!;

        Assert.Equal(0.25, difference.Mean, 1e-12);
        Assert.Equal(0.25, difference.Low, 1e-12); // what pairs share falls out of a paired difference
        Assert.Equal(0.25, difference.High, 1e-12);
    }

    [Fact]
    public void PairedDifference_OfCalls_LeavesNoTensor()
    {
        using var values = rand(2, 9, dtype: float64, generator: Seeded(5));
        var before = DisposeScopeManager.Statistics.ThreadTotalLiveCount;

        Bootstrap.PairedDifference(values, values, Seeded(1));

        Assert.Equal(before, DisposeScopeManager.Statistics.ThreadTotalLiveCount);
    }

    [Fact]
    public void OfAllPairs_SpreadUnderResampling_IsTheBasicInterval()
    {
        using var scope = NewDisposeScope();
        var resampled = linspace(10, 20, 1001, dtype: float64).unsqueeze(0);        // one seed; its value is 12

        var estimate = Bootstrap.OfAllPairs(tensor([12.0]), resampled, pairs: 30, Seeded(1))!;

        Assert.Equal(12, estimate.Mean);
        Assert.Equal(24 - 19.75, estimate.Low, 1e-9);                               // 2·12 less the 97.5th percentile
        Assert.Equal(24 - 10.25, estimate.High, 1e-9);
    }

    [Fact]
    public void OfAllPairs_SeedsThatDiffer_DrawsSeedsToo()
    {
        using var scope = NewDisposeScope();
        var resampled = stack([full(1000, 1, dtype: float64), full(1000, 3, dtype: float64)]);

        var estimate = Bootstrap.OfAllPairs(tensor([1.0, 3.0]), resampled, pairs: 30, Seeded(1))!;

        Assert.Equal(new Estimate(2, 1, 3), estimate);                              // either seed may be drawn twice
    }

    [Fact]
    public void OfAllPairs_SeedWithoutAValue_IsLeftOut()
    {
        using var scope = NewDisposeScope();
        var resampled = stack([full(1000, 1, dtype: float64), full(1000, double.NaN, dtype: float64)]);

        var estimate = Bootstrap.OfAllPairs(tensor([1.0, double.NaN]), resampled, pairs: 30, Seeded(1))!;

        Assert.Equal(new Estimate(1, 1, 1), estimate);
        Assert.Null(Bootstrap.OfAllPairs(tensor([double.NaN, double.NaN]), resampled, pairs: 30, Seeded(1)));
    }

    [Theory, InlineData(4, false), InlineData(5, true)]
    public void OfAllPairs_FewPairs_HasNoIntervalBelowFive(int pairs, bool hasInterval)
    {
        using var scope = NewDisposeScope();

        var estimate = Bootstrap.OfAllPairs(tensor([1.0]), ones(1, 1000, dtype: float64), pairs, Seeded(1))!;

        Assert.Equal(hasInterval, estimate.HasInterval);
    }

    private static Generator Seeded(ulong seed) => new(seed, CPU);
}
