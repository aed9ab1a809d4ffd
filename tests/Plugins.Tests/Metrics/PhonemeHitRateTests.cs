using Melange.Testing;

namespace Melange.Plugins.Tests.Metrics;

public sealed class PhonemeHitRateTests : MetricConformance
{
    protected override IMetric Build(MetricContext context) => new PhonemeHitRate(new(), context);

    [Fact]
    public void Measure_Map_IsTheShareOnTheSamePhoneme()
    {
        using var scope = NewDisposeScope();

        var value = Measure(Site(
            target: [4, 5, 6, 4],
            reference: [4, 5, 4],
            map: new[,] { { 0.5f, 0.2f, 0.3f }, { 0.5f, 0.25f, 0.25f }, { 1, 0, 0 }, { 0, 0, 0 } }));

        // 0.8 for the first 4, 0.25 for 5; 6 is not in the reference; the last 4 attends to nothing.
        Assert.Equal((0.8 + 0.25) / 2, value!.Value, tolerance: 1e-6);
    }

    [Fact]
    public void Measure_RowsThatDoNotSumToOne_AreShares()
    {
        using var scope = NewDisposeScope();

        var value = Measure(Site([4, 4], [4, 5, 6], new[,] { { 0.1f, 0.1f, 0 }, { 0.3f, 0, 0 } }));

        Assert.Equal(0.75, value!.Value, tolerance: 1e-6);
    }

    [Fact]
    public void Measure_SeveralSites_WeighAlikeAndThoseWithoutMapDoNotCount()
    {
        using var scope = NewDisposeScope();
        var hit = Site([4, 4, 4], [4, 5], new[,] { { 1f, 0 }, { 1, 0 }, { 1, 0 } });
        var half = Site([4], [4, 5], new[,] { { 0.5f, 0.5f } });
        var absent = Site([7], [4, 5], new[,] { { 1f, 0 } });

        Assert.Equal(0.75, Measure(hit, half, absent, half with { Map = null })!.Value, tolerance: 1e-6);
    }

    [Fact]
    public void Measure_NoMap_IsNull()
    {
        using var scope = NewDisposeScope();

        Assert.Null(Measure());
        Assert.Null(Measure(Site([4], [4, 5], new[,] { { 1f, 0 } }) with { Map = null }));
        Assert.Null(Measure(Site([7], [4, 5], new[,] { { 1f, 0 } })));
    }

    [Fact]
    public void Measure_PhonemesThatDoNotFit_NamesTheAxes()
    {
        using var scope = NewDisposeScope();
        var site = Site([4, 5, 6], [4, 5], new[,] { { 1f, 0 } });

        var failure = Assert.Throws<TensorShapeException>(() => Measure(site));

        Assert.Equal("site.TargetPhonemes must be [T'=1], but was [3].", failure.Message);
    }

    [Fact]
    public void Measure_AnyInput_LeavesNoTensors()
    {
        using var scope = NewDisposeScope();
        var input = MetricInputs.OfAttention(Site([4], [4, 5], new[,] { { 0.5f, 0.5f } }));
        var before = scope.DisposablesCount;

        new PhonemeHitRate(new(), new(MetricInputs.Format)).Measure(input);

        Assert.Equal(before, scope.DisposablesCount);
    }

    [Fact]
    public void HigherIsBetter_IsTrue() => Assert.True(new PhonemeHitRate(new(), new(new())).HigherIsBetter);

    private static double? Measure(params AttentionRecord[] sites) =>
        new PhonemeHitRate(new(), new(MetricInputs.Format)).Measure(MetricInputs.OfAttention(sites));

    private static AttentionRecord Site(long[] target, long[] reference, float[,] map) =>
        new("mid", tensor(map), zeros(target.Length), tensor(target), tensor(reference));
}
