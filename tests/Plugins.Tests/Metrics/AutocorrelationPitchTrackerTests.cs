namespace Melange.Plugins.Tests.Metrics;

public sealed class AutocorrelationPitchTrackerTests
{
    private static readonly AutocorrelationPitchTracker Tracker = new(new(), new());

    [Theory, InlineData(77), InlineData(97.3), InlineData(171), InlineData(256), InlineData(595)]
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

    [Theory, InlineData(40), InlineData(900)]
    public void Track_ToneOutsideTheRange_IsNotReportedAsItself(double hertz)
    {
        using var scope = NewDisposeScope();

        Assert.All(Pitch(MetricInputs.Tone(hertz, 0.5), frames: 31), found => Assert.InRange(found, 0, 600));
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
        var tracker = new AutocorrelationPitchTracker(new(), new() { HopSamples = 2000, FftSize = 2000 });
        var audio = cat([zeros(4000), MetricInputs.Tone(150, 0.25), zeros(4000)]);   // sounds in frames 2 and 3

        var pitch = tracker.Track(audio, 6);

        Assert.Equal([false, false, true, true, false, false], pitch.Select(found => found > 0));
    }

    [Fact]
    public void Track_QuietToneOnAnOffset_IsNoSilence()
    {
        using var scope = NewDisposeScope();
        var audio = MetricInputs.Tone(150, 0.5) / 50 + 0.5; // a fiftieth of the offset, below the silence threshold

        Assert.All(Pitch(audio, frames: 31)[2..^2], found => Assert.InRange(found, 149, 151));
    }

    [Fact]
    public void Track_FramesFarApart_PayLessForOneThatIsBarelyVoiced()
    {
        using var scope = NewDisposeScope();
        using var random = new Generator(5);
        using var tracker = new AutocorrelationPitchTracker(new(), new() { HopSamples = 2000, FftSize = 2000 });
        // Periodic by 0.125/(0.125 + 0.083) = 0.6: 0.13 above the voiceless candidate, where two changes cost 0.28 in
        // frames of 10 ms, and 0.02 in these of 125 ms.
        var rough = MetricInputs.Tone(150, 0.125) + randn(2000, generator: random) * 0.288;

        var pitch = tracker.Track(cat([zeros(4000), rough, zeros(4000)]), 5);

        Assert.Equal([false, false, true, false, false], pitch.Select(found => found > 0));
    }

    [Fact]
    public void Track_AnyAudio_LeavesNoTensors()
    {
        using var scope = NewDisposeScope();
        var audio = MetricInputs.Tone(100, 0.1);
        var before = scope.DisposablesCount;

        Tracker.Track(audio, 6);

        Assert.Equal(before, scope.DisposablesCount);
    }

    [Fact]
    public void Constructor_BrokenOptions_ListsEveryBrokenRule()
    {
        var options = new AutocorrelationPitchOptions
        {
            LowestHz = 0,
            HighestHz = 5000,
            SilenceThreshold = 1,
            VoicingThreshold = 0,
            OctaveCost = -1,
            OctaveJumpCost = -2,
            VoicedUnvoicedCost = double.NaN
        };

        var failure = Assert.Throws<OptionsException>(() => new AutocorrelationPitchTracker(options, new()));

        Assert.Equal(
            "LowestHz must be at least 20, but was 0.\n"
            + "HighestHz must be above LowestHz = 0 and at most 4000, but was 5000.\n"
            + "SilenceThreshold must be at least 0 and below 1, but was 1.\n"
            + "VoicingThreshold must be above 0 and at most 1, but was 0.\n"
            + "OctaveCost must be at least 0, but was -1.\n"
            + "OctaveJumpCost must be at least 0, but was -2.\n"
            + "VoicedUnvoicedCost must be at least 0, but was NaN.",
            failure.Message);
    }

    private static double[] Pitch(Tensor audio, long frames) => Tracker.Track(audio, frames);
}
