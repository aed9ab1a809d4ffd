using Melange.Testing;

namespace Melange.Plugins.Tests.Metrics;

public sealed class EnergyErrorTests : MetricConformance
{
    protected override IMetric Build(MetricContext context) => new EnergyError(new(), context);

    [Theory, InlineData(0.5, 6.0206), InlineData(2, 6.0206), InlineData(0.01, 40)]
    public void Measure_SameAtAnotherLevel_IsTheDifferenceInDecibels(double factor, double expected)
    {
        using var scope = NewDisposeScope();
        var tone = MetricInputs.Tone(200, 0.5) * 0.5;

        Assert.Equal(expected, Measure(tone, tone * factor)!.Value, tolerance: 1e-3);
    }

    [Fact]
    public void Measure_HalfOfItQuieter_IsTheRootOfTheMeanSquare()
    {
        using var scope = NewDisposeScope();
        var tone = MetricInputs.Tone(200, 0.512);

        var value = Measure(tone, cat([tone.narrow(0, 0, 4096), tone.narrow(0, 4096, 4096) / 2]));

        Assert.InRange(value!.Value, 4.1, 4.4);     // √½ · 6.02 = 4.26; windows over the step lie between
    }

    [Theory, InlineData(-60, 51), InlineData(-40, 31)] // a sine of ½ has −9.03 dB
    public void Measure_BesideSilence_CountsItAsTheFloor(double floor, double expected)
    {
        using var scope = NewDisposeScope();
        var tone = MetricInputs.Tone(200, 0.512);
        var metric = new EnergyError(new() { FloorDecibels = floor }, new(MetricInputs.Format));

        var value = metric.Measure(Input(tone, zeros_like(tone)));

        Assert.Equal(expected, value!.Value, tolerance: 0.7); // half of the first and last windows is silent
    }

    [Fact]
    public void Measure_NoFrames_IsNull()
    {
        using var scope = NewDisposeScope();

        Assert.Null(Measure(zeros(8192), zeros(0)));
    }

    [Fact]
    public void Description_OfDefaults_NamesEveryParameter() => Assert.Equal(
        "RMS difference of the level in dB: Hann windows of 1024 samples at 16000 Hz, floor -60 dB, frames paired by "
        + "dynamic time warping of mel cepstra.", new EnergyError(new(), new(MetricInputs.Format)).Description);

    [Fact]
    public void Constructor_FloorAboveFullScale_IsRefused()
    {
        var failure = Assert.Throws<OptionsException>(() =>
            new EnergyError(new() { FloorDecibels = 3 }, new(MetricInputs.Format)));

        Assert.Equal("FloorDecibels must be below 0, but was 3.", failure.Message);
    }

    private static double? Measure(Tensor target, Tensor synthesised) =>
        new EnergyError(new(), new(MetricInputs.Format)).Measure(Input(target, synthesised));

    private static MetricInput Input(Tensor target, Tensor synthesised) => new(
        Spectrogram(target.shape[0] / 256), Spectrogram(synthesised.shape[0] / 256), target, synthesised, 0, []);

    private static Tensor Spectrogram(long frames)
    {
        var rise = arange(frames).to(ScalarType.Float32).unsqueeze(0);               // pairs on the diagonal
        return cat([rise, rise.square(), rise * 0, rise * 0, rise * 0]);             // [M, T]
    }
}
