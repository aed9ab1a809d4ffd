using Melange.Plugins.Tests.Corpora;
using Melange.Testing;

namespace Melange.Plugins.Tests.Metrics;

public sealed class StyleMetricsTests : MetricFamilyConformance
{
    private static readonly AudioFormat Format = new();

    // No log-mel: the tilt counts for nothing where it is the same in all.
    private static readonly Lazy<IReadOnlyList<CorpusRecording>> Mini = new(() =>
        [.. new TextGridFolderCorpus(new() { Path = "data/mini" }, new(RepositoryRoot.Find(), new())).Read()
            .Select(item => Recorded(item))]);

    protected override IMetricFamily Build(MetricContext context) => new StyleMetrics(new(), context);

    [Theory, InlineData("slt"), InlineData("awb"), InlineData("kal16")]
    public void MeasureEach_RecordingOfAStyle_IsNearestToItself(string speaker)
    {
        using var scope = NewDisposeScope();
        var text = Mini.Value.Where(item => item.Speaker == speaker && IsNinth(item)).ToList();

        Assert.Equal(5, text.Count);
        Assert.All(text, item => Assert.Equal([1, 0, 0.2], Measure(text, item, item)));
    }

    [Fact]
    public void MeasureEach_AnotherStylesRecording_IsWrongAndApart()
    {
        using var scope = NewDisposeScope();
        var text = Mini.Value.Where(item => item.Id is "slt_sad_09" or "slt_angry_09" or "slt_happy_09").ToList();
        var (sad, angry) = (text.Single(item => item.Emotion == "sad"), text.Single(item => item.Emotion == "angry"));

        var values = Measure(text, target: sad, spoken: angry);

        Assert.Equal(0, values[0]);
        Assert.InRange(values[1]!.Value, 1, 10);
        Assert.Equal(1.0 / 3, values[2]!.Value, tolerance: 1e-12);
    }

    [Fact]
    public void MeasureEach_OneStyleOrNoTarget_IsNull()
    {
        using var scope = NewDisposeScope();
        var item = Mini.Value[0];

        Assert.Equal([null, null, null], Measure([item], item, item));
        Assert.Equal([null, null, null], Measure([.. Mini.Value.Skip(1).Take(3)], item, item));
    }

    [Fact]
    public void MeasureEach_NoTraining_IsNull()
    {
        using var scope = NewDisposeScope();
        var text = Mini.Value.Where(item => item.Id is "slt_sad_09" or "slt_angry_09").ToList();

        Assert.Equal([null, null, null], Measure(text, text[0], text[0], new(Format)));
    }

    [Fact]
    public void Constructor_BrokenOptions_AreRefused()
    {
        Assert.Equal("ScaledBy must be at least 2, but was 1.", Assert.Throws<OptionsException>(
            () => new StyleMetrics(new() { ScaledBy = 1 }, new(Format))).Message);
        Assert.Equal("LowestHz must be at least 20, but was 0.", Assert.Throws<OptionsException>(
            () => new StyleMetrics(new() { LowestHz = 0 }, new(Format))).Message);
    }

    private static IReadOnlyList<double?> Measure(
        IReadOnlyList<CorpusRecording> text, CorpusRecording target, CorpusRecording spoken,
        MetricContext? context = null)
    {
        using var metric = new StyleMetrics(new() { ScaledBy = 20 },
            context ?? new(Format) { Training = [.. Mini.Value.Where(item => !IsNinth(item))] });
        var mel = spoken.ReadLogMel();
        return metric.MeasureEach(new(target.ReadLogMel(), mel, target.ReadAudio(), spoken.ReadAudio(), 0, [])
        {
            Id = target.Id,
            SameText = text,
            SynthesisedPhonemes = spoken.Phonemes
        });
    }

    private static bool IsNinth(CorpusRecording item) => item.Id.EndsWith("_09", StringComparison.Ordinal);

    private static CorpusRecording Recorded(Utterance item)
    {
        var starts = item.EndSeconds!.Prepend(0);
        return new(item.Id, item.Text, item.Speaker, item.Emotion,
            () => tensor(item.Samples.ToArray()), () => zeros(Format.Bins, item.Samples.Count / Format.HopSamples))
        {
            Phonemes = [.. item.Phonemes.Zip(starts, item.EndSeconds!)
                .Select(part => new PhonemeInterval(part.First, part.Second, part.Third))]
        };
    }
}
