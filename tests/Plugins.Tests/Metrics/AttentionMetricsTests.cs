using Melange.Testing;

namespace Melange.Plugins.Tests.Metrics;

public sealed class AttentionMetricsTests : MetricFamilyConformance
{
    private static readonly MetricContext Named = new(new AudioFormat())
    {
        Phonemes = ["", "sil", "pau", "t", "ih", "ɪ"]
    };

    protected override IMetricFamily Build(MetricContext context) => new AttentionMetrics(new(), context);

    [Fact]
    public void Flatness_Rows_AreTheirEntropyOverThatOfWhatTheyWeigh()
    {
        using var scope = NewDisposeScope();

        var flatness = Measure([], Site([4, 4, 4, 4], [4, 4, 5],
            new[,] { { 0.5f, 0.5f, 0 }, { 0.1f, 0.1f, 0.8f }, { 1, 0, 0 }, { 0, 0, 0 } }))[0]!.Value;

        // A plain average of the two that it weighs; a row of three; one frame alone and none do not count.
        var second = -(0.2 * Math.Log(0.1) + 0.8 * Math.Log(0.8)) / Math.Log(3);
        Assert.Equal((1 + second) / 2, flatness, tolerance: 1e-6);
    }

    [Fact]
    public void Flatness_RowsThatDoNotSumToOne_AreShares()
    {
        using var scope = NewDisposeScope();

        Assert.Equal(1, Measure([], Site([4], [4, 5], new[,] { { 0.2f, 0.2f } }))[0]!.Value, tolerance: 1e-6);
    }

    [Fact]
    public void Phoneme_Map_IsTheShareOnItselfBesideItsShareOfTheReference()
    {
        using var scope = NewDisposeScope();

        var values = Measure(["t", "ih"], Site([3, 4, 3], [3, 4, 3, 2],
            new[,] { { 0.4f, 0.1f, 0.2f, 0.3f }, { 0.5f, 0.25f, 0.25f, 0 }, { 0, 1, 0, 0 } }));

        Assert.Equal([(0.6 + 0) / 2, 0.5, 0.25, 0.25], values.Skip(1).Select(value => value!.Value),
            (one, other) => Math.Abs(one - other) < 1e-6);
    }

    [Fact]
    public void Phoneme_AbsentInTextOrReference_HasNoValue()
    {
        using var scope = NewDisposeScope();

        Assert.Equal([null, null], Measure(["t"], Site([4], [3, 4], new[,] { { 0.5f, 0.5f } })).Skip(1));
        Assert.Equal([null, null], Measure(["t"], Site([3], [4, 4], new[,] { { 0.5f, 0.5f } })).Skip(1));
        Assert.Equal([null, null], Measure(["t"], Site([3], [3, 4], new[,] { { 0f, 0 } })).Skip(1));
    }

    [Fact]
    public void Sites_WeighAlikeAndThoseWithoutMapDoNotCount()
    {
        using var scope = NewDisposeScope();
        var (flat, half) = (Site([3, 3], [3, 4], new[,] { { 0.5f, 0.5f }, { 0.5f, 0.5f } }),
            Site([3], [3, 4], new[,] { { 0.9f, 0.1f } }));

        var values = Measure(["t"], flat, half, half with { Map = null });

        Assert.Equal(0.7, values[1]!.Value, tolerance: 1e-6);
        Assert.Equal([null, null, null], Measure(["t"], half with { Map = null }));
    }

    [Fact]
    public void Members_Phonemes_AreNamedByThemselvesOrTheirId() => Assert.Equal(
        ["flatness", "t", "t-chance", "phoneme-5", "phoneme-5-chance"],
        new AttentionMetrics(new() { Phonemes = ["t", "ɪ"] }, Named).Members.Select(member => member.Name));

    [Fact]
    public void Members_All_OnlySayHowToRead() =>
        Assert.All(new AttentionMetrics(new() { Phonemes = ["t"] }, Named).Members,
            member => Assert.True(member.IsContext));

    [Fact]
    public void Options_UnknownOrTwice_AreNamed()
    {
        var fault = Assert.Throws<OptionsException>(() =>
            new AttentionMetrics(new() { Phonemes = ["T", "ih", "ih"] }, Named));

        Assert.Contains("Phonemes must be the corpus', but 'T' is not. Did you mean 't'?", fault.Message);
        Assert.Contains("Phonemes must be different, but were T, ih, ih.", fault.Message);
    }

    [Fact]
    public void Measure_AnyInput_LeavesNoTensors()
    {
        using var scope = NewDisposeScope();
        var input = MetricInputs.OfAttention(Site([3], [3, 4], new[,] { { 0.5f, 0.5f } }));
        var metric = new AttentionMetrics(new() { Phonemes = ["t"] }, Named);
        var before = scope.DisposablesCount;

        metric.MeasureEach(input);

        Assert.Equal(before, scope.DisposablesCount);
    }

    private static IReadOnlyList<double?> Measure(string[] phonemes, params AttentionRecord[] sites) =>
        new AttentionMetrics(new() { Phonemes = phonemes }, Named).MeasureEach(MetricInputs.OfAttention(sites));

    private static AttentionRecord Site(long[] target, long[] reference, float[,] map) =>
        new("down.0", tensor(map), ones(target.Length), tensor(target), tensor(reference));
}
