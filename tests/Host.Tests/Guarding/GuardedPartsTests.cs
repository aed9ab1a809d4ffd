using static Melange.Host.Tests.Guarding.WatchedSample;

namespace Melange.Host.Tests.Guarding;

/// <summary>The roles that give more than one tensor, or none: good results go through, bad ones are named.</summary>
public sealed class GuardedPartsTests : IDisposable
{
    private const int Batch = 2, Channels = 3, Bins = 4, Frames = 5, ReferenceFrames = 7;
    private const string Encoding = "encoder 'x' at section.encoder: ";
    private const string Gating = "gate 'x' at down.0: ";
    private static readonly AttentionSite Site = new("down.0", 0, Channels, Bins, 6);
    private readonly TorchSharp.DisposeScope scope = NewDisposeScope();
    private readonly Tensor hidden = rand(Batch, Channels, Bins, Frames);
    private readonly Tensor attended = rand(Batch, Channels, Bins, Frames);
    private readonly Tensor ids = ones(Batch, Frames, dtype: int64);

    public void Dispose() => scope.Dispose();

    [Fact]
    public void Encode_GoodText_GoesThrough()
    {
        var encoded = new EncodedText(rand(Batch, Bins, Frames), rand(Batch, Frames));

        Assert.Same(encoded, Encode(encoded));
    }

    [Fact]
    public void Encode_BadText_IsNamed()
    {
        Assert.Equal(Encoding + "mean must be [B=2, M=4, P=5], but was [2, 5, 4].",
            FaultOf(() => Encode(new(rand(Batch, Frames, Bins), rand(Batch, Frames)))));
        Assert.Equal(Encoding + "logDurations must be [B=2, P=5], but was [2, 1, 5].",
            FaultOf(() => Encode(new(rand(Batch, Bins, Frames), rand(Batch, 1, Frames)))));
        Assert.Equal(Encoding + "logDurations must be of real numbers, but was of Int64.",
            FaultOf(() => Encode(new(rand(Batch, Bins, Frames), ones(Batch, Frames, dtype: int64)))));
    }

    [Fact]
    public void Encode_MeanThatIsACondition_IsNamed()
    {
        var condition = rand(Batch, Bins, Frames);

        var fault = FaultOf(() => Encode(new(condition.alias(), rand(Batch, Frames)), ("speaker", condition)));

        Assert.Equal(Encoding + "mean must be a new tensor, but was speaker itself, or shares its memory.", fault);
    }

    [Fact]
    public void AllowedPairs_GoodPairs_GoThrough()
    {
        var pairs = ones(Batch, Frames, ReferenceFrames, dtype: ScalarType.Bool);

        Assert.Same(pairs, Gate(pairs, null!).AllowedPairs(Match));
    }

    [Fact]
    public void AllowedPairs_BadPairs_AreNamed()
    {
        Assert.Equal(Gating + "allowedPairs must be [B=2, T=5, R=7], but was [2, 7, 5].", FaultOf(() =>
            Gate(ones(Batch, ReferenceFrames, Frames, dtype: ScalarType.Bool), null!).AllowedPairs(Match)));
        Assert.Equal(Gating + "allowedPairs must be of Bool, but was of Float32.", FaultOf(() =>
            Gate(ones(Batch, Frames, ReferenceFrames), null!).AllowedPairs(Match)));
    }

    [Fact]
    public void Blend_GoodDecision_GoesThroughThoughItSharesMemory()
    {
        var decision = new GateDecision(attended.alias(), ones(Batch, Frames));

        Assert.Same(decision, Gate(null!, decision).Blend(hidden, attended, Match));
    }

    [Fact]
    public void Blend_BadDecision_IsNamed()
    {
        Assert.Equal(Gating + "output must be a new tensor, but was attended itself.",
            FaultOf(() => Gate(null!, new(attended, ones(Batch, Frames))).Blend(hidden, attended, Match)));
        Assert.Equal(Gating + "output must be [B=2, C=3, M=4, T=5], but was [2, 3, 4].",
            FaultOf(() => Gate(null!, new(rand(2, 3, 4), ones(Batch, Frames))).Blend(hidden, attended, Match)));
        Assert.Equal(Gating + "openness must be [B=2, T=5], but was [2, 1, 5].",
            FaultOf(() => Gate(null!, new(attended.alias(), ones(Batch, 1, Frames))).Blend(hidden, attended, Match)));
    }

    [Theory]
    [InlineData(1.5)]
    [InlineData(null)]
    public void Measure_NumberOrNone_GoesThrough(double? value) =>
        Assert.Equal(value, Metric(() => value).Measure(null!));

    [Fact]
    public void Metric_ItsDescription_GoesThrough()
    {
        var metric = Metric(() => 0);

        Assert.Equal(("Something", "dB", true), (metric.Description, metric.Unit, metric.HigherIsBetter));
    }

    [Theory]
    [InlineData(double.NaN, "NaN")]
    [InlineData(double.NegativeInfinity, "-Infinity")]
    public void Measure_OtherThanFinite_IsNamed(double value, string shown)
    {
        var fault = FaultOf(() => Metric(() => value).Measure(null!));

        Assert.Equal($"metrics 'x' at section.metrics: value must be finite, or null, but was {shown}.", fault);
    }

    [Theory, InlineData(0.25), InlineData(null)]
    public void Margin_StatedOrNot_GoesThrough(double? margin)
    {
        Assert.Equal(margin, MarginOf(new GivenParts.MarginMetric(margin)));
        Assert.Equal(margin, Family(margin).Members[0].Margin);
        Assert.Null(MarginOf(new GivenParts.Metric(() => 1)));
    }

    [Theory, InlineData(0.0, "0"), InlineData(-1.5, "-1.5"), InlineData(double.NaN, "NaN")]
    public void Margin_OtherThanAboveZero_IsNamed(double margin, string shown)
    {
        var expected = $"metrics 'x' at section.metrics: margin must be above 0 and finite, or null, but was {shown}.";

        Assert.Equal(expected, FaultOf(() => MarginOf(new GivenParts.MarginMetric(margin))));
        Assert.Equal(expected, FaultOf(() => Family(margin)));
    }

    [Fact]
    public void MeasureEach_ValuesOfTheMembers_GoThroughAndOthersAreNamed()
    {
        Assert.Equal([1.5, null], Family([1.5, null], "a", "b").MeasureEach(null!));
        Assert.Equal("metrics 'x' at section.metrics: values must be one for each of 2 members, but were 1.",
            FaultOf(() => Family([1.5], "a", "b").MeasureEach(null!)));
        Assert.Equal("metrics 'x' at section.metrics: value must be finite, or null, but was NaN.",
            FaultOf(() => Family([double.NaN], "a").MeasureEach(null!)));
        Assert.Equal(
            "metrics 'x' at section.metrics: members must be at least one, each of another name, but were: a, a.",
            FaultOf(() => Family([1, 2], "a", "a")));
    }

    [Fact]
    public void MeasureAll_NumberOrNone_GoesThroughAndOthersAreNamed()
    {
        using var kept = ones(2);

        Assert.Same(kept, All(kept, 1).Keep(null!));
        Assert.Equal(1, All(kept, 1).MeasureAll([kept]));
        Assert.Equal("metrics 'x' at section.metrics: value must be finite, or null, but was NaN.",
            FaultOf(() => All(kept, double.NaN).MeasureAll([kept])));
    }

    [Fact]
    public void Phonemize_GoodOrNone_GoesThroughOrIsNamed()
    {
        IPhonemizer Phonemizer(params string[] phonemes) =>
            Around<IPhonemizer>("phonemizer", new GivenParts.Phonemizer(() => phonemes));

        Assert.Equal(["a", "b"], Phonemizer("a", "b").Phonemize("ab"));
        Assert.Equal("phonemizer 'x' at section.phonemizer: phonemes must be at least one, but were none.",
            FaultOf(() => Phonemizer().Phonemize("ab")));
    }

    [Fact]
    public void PhonemizeAll_GoodOrNone_GoesThroughOrIsNamed()
    {
        IBatchPhonemizer Phonemizer(params IReadOnlyList<string>?[] all) =>
            (IBatchPhonemizer)Around<IPhonemizer>("phonemizer", new GivenParts.BatchPhonemizer(all));

        Assert.Equal([["a", "b"], null], Phonemizer(["a", "b"], null).PhonemizeAll(["ab", ""]));
        Assert.Equal(["alone"], Phonemizer().Phonemize("ab"));
        Assert.Equal("phonemizer 'x' at section.phonemizer: phonemes must be a list for each of 2 texts, or null, but "
            + "were 1.", FaultOf(() => Phonemizer(["a"]).PhonemizeAll(["ab", ""])));
        Assert.Equal("phonemizer 'x' at section.phonemizer: phonemes must be at least one, but were none.",
            FaultOf(() => Phonemizer(Array.Empty<string>()).PhonemizeAll(["ab"])));
    }

    [Fact]
    public void Read_GoodOrNull_GoesThroughOrIsNamed()
    {
        Assert.Empty(Around<ICorpus>("corpus", new GivenParts.Corpus(() => [])).Read());
        Assert.Equal("corpus 'x' at section.corpus: utterances must be a list, but were null.",
            FaultOf(() => Around<ICorpus>("corpus", new GivenParts.Corpus(() => null!)).Read()));
    }

    [Fact]
    public void Around_CorpusThatReadsFiles_StillDoesAndIsNamed()
    {
        var corpus = Around<ICorpus>("corpus", new GivenParts.ReadingCorpus(() => [1, 2]));

        var reader = Assert.IsAssignableFrom<IReferenceReader>(corpus);
        Assert.Equal([1, 2], reader.ReadAudio("a.wav"));
        Assert.Equal("corpus 'x' at section.corpus: no phonemes in a.txt.",
            FaultOf(() => reader.ReadPhonemes("a.txt", 1)));
        var finder = Assert.IsAssignableFrom<IReferenceFinder>(corpus);
        Assert.Equal(new() { Text = "a.wav" }, finder.Find("a.wav"));
        Assert.Equal("corpus 'x' at section.corpus: no path.", FaultOf(() => finder.Find("")));
        Assert.False(Around<ICorpus>("corpus", new GivenParts.Corpus(() => [])) is IReferenceReader);
    }

    [Fact]
    public void Dispose_PartsWithoutWeights_AreDisposedOf()
    {
        var context = new VocoderContext(new(), ones(1));
        GivenParts.Disposed[] parts =
        [
            new GivenParts.Sampler(null!), new GivenParts.Noise(null!), new GivenParts.Vocoder(null!),
            new GivenParts.Metric(null!), new GivenParts.Phonemizer(null!), new GivenParts.Corpus(null!)
        ];

        foreach (var part in parts)
            Assert.IsAssignableFrom<IDisposable>(Around<object>("any", part, context)).Dispose();

        Assert.All(parts, part => Assert.True(part.IsDisposed));
        Assert.All(parts, part => Assert.NotSame(part, Around<object>("any", part, context)));
    }

    private PhonemeMatch Match => new(ids, ones(Batch, Frames, dtype: ScalarType.Bool), ids,
        ones(Batch, ReferenceFrames, dtype: ScalarType.Bool));

    private EncodedText Encode(EncodedText given, params (string Name, Tensor Value)[] conditions) =>
        Around<ITextEncoder>("encoder", new GivenParts.Encoder(() => given), new EncoderContext(9, Bins, [])).Encode(
            new(ids, ids, conditions.ToDictionary(condition => condition.Name, condition => condition.Value)));

    private static IGate Gate(Tensor pairs, GateDecision decision) => Around<IGate>(
        "gate", new GivenParts.Gate(() => pairs, () => decision), new GateContext(Site, []));

    private static IMetricFamily Family(IReadOnlyList<double?> values, params string[] names) =>
        (IMetricFamily)Around<IMetric>("metrics", new GivenParts.MetricFamily(() => values, names));

    private static IMetricFamily Family(double? margin) => (IMetricFamily)Around<IMetric>(
        "metrics", new GivenParts.MetricFamily(() => [], "a") { Margin = margin });

    private static double? MarginOf(IMetric metric) => ((IStatesMargin)Around<IMetric>("metrics", metric)).Margin;

    private static ICorpusMetric All(Tensor kept, double? value) =>
        (ICorpusMetric)Around<IMetric>("metrics", new GivenParts.CorpusMetric(() => kept, () => value));

    private static IMetric Metric(Func<double?> give) => Around<IMetric>("metrics", new GivenParts.Metric(give));
}
