using Melange.Plugins.Tests.Corpora;

namespace Melange.Plugins.Tests.Metrics;

public sealed class YinPitchTrackerTests
{
    private static readonly YinPitchTracker Tracker = new(new(), new());

    private static readonly Lazy<IReadOnlyList<Utterance>> Mini = new(() =>
        new TextGridFolderCorpus(new() { Path = "data/mini" }, new(RepositoryRoot.Find(), new())).Read());

    [Theory, InlineData(62), InlineData(97.3), InlineData(171), InlineData(256), InlineData(495)]
    public void Track_Tone_IsFoundWithinTwoThousandths(double hertz)
    {
        using var scope = NewDisposeScope();

        var pitch = Pitch(MetricInputs.Tone(hertz, seconds: 0.5), frames: 31);

        Assert.All(pitch[2..^2], found => Assert.InRange(found / hertz, 0.998, 1.002));
    }

    [Fact]
    public void Track_ToneWithWeakFundamental_FindsTheFundamental()
    {
        using var scope = NewDisposeScope();
        var audio = MetricInputs.Tone(110, 0.5) * 0.2 + MetricInputs.Tone(220, 0.5) * 0.5 + MetricInputs.Tone(330, 0.5);

        Assert.All(Pitch(audio, frames: 31)[2..^2], found => Assert.InRange(found / 110, 0.998, 1.002));
    }

    [Fact]
    public void Track_Sweep_FollowsItAtTheMiddleOfEachFrame()
    {
        using var scope = NewDisposeScope();
        var seconds = arange(16000, dtype: ScalarType.Float64) / 16000;
        var sweep = ((seconds * 100 + seconds.square() * 100) * (2 * Math.PI)).sin();   // 100 + 200·t Hz

        var pitch = Pitch(sweep, frames: 62);

        for (var frame = 2; frame < 60; frame++)
            Assert.InRange(pitch[frame] / (100 + 200 * (frame + 0.5) * 256 / 16000), 0.985, 1.015);
    }

    [Theory, InlineData(50), InlineData(900)]
    public void Track_ToneOutsideTheRange_IsNotReportedAsItself(double hertz)
    {
        using var scope = NewDisposeScope();

        Assert.All(Pitch(MetricInputs.Tone(hertz, 0.5), frames: 31), found => Assert.InRange(found, 0, 505));
    }

    [Fact]
    public void Track_Noise_IsUnvoiced()
    {
        using var scope = NewDisposeScope();
        using var random = new Generator(3);

        Assert.All(Pitch(randn(16000, generator: random), frames: 62), found => Assert.Equal(0, found));
    }

    [Fact]
    public void Track_SilenceAndFramesBeyondTheAudio_AreUnvoiced()
    {
        using var scope = NewDisposeScope();

        Assert.Equal(new double[9], Pitch(zeros(1000), frames: 9));
        Assert.Equal(new double[3], Pitch(zeros(0), frames: 3));
        Assert.Empty(Pitch(zeros(1000), frames: 0));
        Assert.Equal([0, 0, 0], Pitch(MetricInputs.Tone(200, 0.5), frames: 40)[^3..]);
    }

    [Fact]
    public void Track_OtherHop_KeepsFramesWhereTheyBelong()
    {
        using var scope = NewDisposeScope();
        var tracker = new YinPitchTracker(new(), new() { HopSamples = 2000, FftSize = 2000 });
        var audio = cat([zeros(4000), MetricInputs.Tone(150, 0.25), zeros(4000)]);   // sounds in frames 2 and 3

        var pitch = tracker.Track(audio, 6).data<double>().ToArray();

        Assert.Equal([false, false, true, true, false, false], pitch.Select(found => found > 0));
    }

    [Theory] // medians that data/README.md gives, measured with Praat
    [InlineData("slt", "neutral", 171), InlineData("slt", "happy", 215), InlineData("slt", "sad", 144)]
    [InlineData("slt", "angry", 188), InlineData("slt", "surprise", 256)]
    [InlineData("awb", "neutral", 126), InlineData("awb", "happy", 156), InlineData("awb", "sad", 108)]
    [InlineData("awb", "angry", 137), InlineData("awb", "surprise", 182)]
    [InlineData("kal16", "neutral", 97), InlineData("kal16", "happy", 125), InlineData("kal16", "sad", 83)]
    [InlineData("kal16", "angry", 106), InlineData("kal16", "surprise", 155)]
    public void Track_Mini_HasPraatsMedianWithinThreePercent(string speaker, string emotion, double expectedHz)
    {
        using var scope = NewDisposeScope();

        var voiced = Mini.Value.Where(item => item.Speaker == speaker && item.Emotion == emotion)
            .SelectMany(item => Pitch(tensor(item.Samples.ToArray()), item.Samples.Count / 256))
            .Where(found => found > 0).Order().ToList();

        Assert.InRange(voiced[voiced.Count / 2] / expectedHz, 0.97, 1.03);
    }

    [Fact]
    public void Track_AnyAudio_LeavesItsResultOnly()
    {
        using var scope = NewDisposeScope();
        var audio = MetricInputs.Tone(100, 0.1);
        var before = scope.DisposablesCount;

        Tracker.Track(audio, 6);

        Assert.Equal(before + 1, scope.DisposablesCount);
    }

    [Fact]
    public void Constructor_BrokenOptions_ListsEveryBrokenRule()
    {
        var options = new YinOptions { LowestHz = 0, HighestHz = 5000, Threshold = 1, WindowSeconds = 2 };

        var failure = Assert.Throws<OptionsException>(() => new YinPitchTracker(options, new()));

        Assert.Equal(
            "LowestHz must be above 0, but was 0.\n"
            + "HighestHz must be above LowestHz = 0 and at most 4000, but was 5000.\n"
            + "Threshold must be above 0 and below 1, but was 1.\n"
            + "WindowSeconds must be at least one sample and at most 1, but was 2.",
            failure.Message);
    }

    private static double[] Pitch(Tensor audio, long frames) => Tracker.Track(audio, frames).data<double>().ToArray();
}
