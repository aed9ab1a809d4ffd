using Melange.Testing;

namespace Melange.Plugins.Tests.Metrics;

public sealed class LogF0ErrorTests : MetricConformance
{
    private const double Octave = 0.6931471806;

    protected override IMetric Build(MetricContext context) => new LogF0Error(new(), context);

    [Fact]
    public void Measure_OctaveHigher_IsLn2()
    {
        using var scope = NewDisposeScope();

        var value = Measure(Spectrogram(31), Spectrogram(31), MetricInputs.Tone(110, 0.5), MetricInputs.Tone(220, 0.5));

        Assert.Equal(Octave, value!.Value, tolerance: 0.01); // windows over the edges
    }

    [Fact]
    public void Measure_SlowerCopy_PairsByTheSpectrogramAndCutsNothing()
    {
        using var scope = NewDisposeScope();
        var target = cat([MetricInputs.Tone(100, 0.5), MetricInputs.Tone(200, 0.5)]);
        var slower = cat([MetricInputs.Tone(100, 1), MetricInputs.Tone(200, 1)]);

        var value = Measure(TwoHalves(31, 31), TwoHalves(62, 63), target, slower);

        Assert.InRange(value!.Value, 0, 0.1);  // pairs by time alone: half of the frames an octave apart, 0.49
    }

    [Fact]
    public void Measure_LongerEndOfTheOther_IsCompared()
    {
        using var scope = NewDisposeScope();
        var synthesised = cat([MetricInputs.Tone(100, 0.5), MetricInputs.Tone(200, 0.5)]);

        var value = Measure(Spectrogram(31), Spectrogram(62), MetricInputs.Tone(100, 0.5), synthesised);

        Assert.InRange(value!.Value, 0.4, 0.6); // about √½ · ln 2; cut to the shorter it would be 0
    }

    [Fact]
    public void Measure_NothingVoicedInBoth_IsNull()
    {
        using var scope = NewDisposeScope();
        var tone = MetricInputs.Tone(110, 0.5);

        Assert.Null(Measure(Spectrogram(31), Spectrogram(31), tone, zeros_like(tone)));
        Assert.Null(Measure(Spectrogram(31), Spectrogram(0), tone, zeros(0)));
    }

    [Fact]
    public void Measure_AnyInput_LeavesNoTensors()
    {
        using var scope = NewDisposeScope();
        var (target, synthesised) = (MetricInputs.Tone(100, 0.1), MetricInputs.Tone(90, 0.1));
        var input = new MetricInput(Spectrogram(7), Spectrogram(6), target, synthesised, 0, []);
        var metric = Metric();
        var before = scope.DisposablesCount;

        metric.Measure(input);

        Assert.Equal(before, scope.DisposablesCount);
    }

    [Fact]
    public void Description_OfDefaults_NamesEveryParameter() => Assert.Equal(
        "RMS difference of log F0 in ln Hz over frames voiced in both: pitch by autocorrelation as in Praat, 75 to 600 "
        + "Hz, voicing threshold 0.45, frames paired by dynamic time warping of mel cepstra.",
        Metric().Description);

    [Fact]
    public void Constructor_BrokenOptions_ListsEveryBrokenRule()
    {
        var failure = Assert.Throws<OptionsException>(() =>
            new LogF0Error(new() { LowestHz = 700, VoicingThreshold = 0 }, new(MetricInputs.Format)));

        Assert.Equal(
            "HighestHz must be above LowestHz = 700 and at most 4000, but was 600.\n"
            + "VoicingThreshold must be above 0 and at most 1, but was 0.",
            failure.Message);
    }

    private static LogF0Error Metric() => new(new(), new(MetricInputs.Format));

    private static double? Measure(Tensor targetMel, Tensor synthesisedMel, Tensor target, Tensor synthesised) =>
        Metric().Measure(new(targetMel, synthesisedMel, target, synthesised, 0, []));

    private static Tensor Spectrogram(long frames) => arange(frames).to(ScalarType.Float32).unsqueeze(0).expand(5, -1);

    private static Tensor TwoHalves(long first, long second)
    {
        var slope = arange(5).to(ScalarType.Float32).unsqueeze(1);   // [M, 1]
        return cat([slope.expand(-1, first), -slope.expand(-1, second)], dim: 1);
    }
}
