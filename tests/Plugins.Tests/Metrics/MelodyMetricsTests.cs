using Melange.Testing;

namespace Melange.Plugins.Tests.Metrics;

public sealed class MelodyMetricsTests : MetricFamilyConformance
{
    private const double Edge = 0.1; // windows that hold both parts: at most three of 31 frames

    protected override IMetricFamily Build(MetricContext context) => new MelodyMetrics(new(), context);

    [Fact]
    public void MeasureEach_ATwelfthHigher_IsAllWrongButFollows()
    {
        using var scope = NewDisposeScope();

        var values = Measure(Rise(100, 150), Rise(150, 225));

        Assert.InRange(values["correlation"]!.Value, 0.99, 1);
        Assert.InRange(values["voicing-error"]!.Value, 0, Edge);
        Assert.InRange(values["frame-error"]!.Value, 1 - Edge, 1);
        Assert.InRange(values["compared"]!.Value, 1 - Edge, 1);
    }

    [Fact]
    public void MeasureEach_FallInsteadOfRise_IsMinusOne()
    {
        using var scope = NewDisposeScope();

        Assert.InRange(Measure(Rise(100, 110), Rise(110, 100))["correlation"]!.Value, -1, -0.99);
    }

    [Fact]
    public void MeasureEach_FifteenPercentHigher_IsNoFrameError()
    {
        using var scope = NewDisposeScope();

        Assert.InRange(Measure(Rise(100, 110), Rise(115, 126))["frame-error"]!.Value, 0, Edge);
    }

    [Fact]
    public void MeasureEach_HalfOfItSilent_DiffersInVoicingThere()
    {
        using var scope = NewDisposeScope();
        var tone = MetricInputs.Tone(110, 0.5);
        var half = cat([tone.narrow(0, 0, 4000), zeros(4000)]);

        var values = Measure(tone, half);

        Assert.InRange(values["voicing-error"]!.Value, 0.5 - Edge, 0.5 + Edge);
        Assert.Equal(values["voicing-error"], values["frame-error"]);
        Assert.InRange(values["compared"]!.Value, 0.5 - Edge, 0.5 + Edge);
    }

    [Fact]
    public void MeasureEach_NothingVoiced_ComparesNothing()
    {
        using var scope = NewDisposeScope();

        var values = Measure(zeros(8000), zeros(8000));

        Assert.Null(values["correlation"]);
        Assert.Equal(0, values["compared"]);
    }

    [Fact]
    public void Members_OfDefaults_NameEveryParameter() => Assert.Equal(
        "Share of frame pairs of which one alone is voiced, or that are more than 20 % apart: pitch by autocorrelation "
        + "as in Praat, 75 to 600 Hz, voicing threshold 0.45, frames paired by dynamic time warping of mel cepstra.",
        Metric().Members[2].Description);

    private static MelodyMetrics Metric() => new(new(), new(MetricInputs.Format));

    private static Dictionary<string, double?> Measure(Tensor target, Tensor synthesised)
    {
        using var metric = Metric();
        var frames = arange(31).to(ScalarType.Float32).unsqueeze(0);                 // pairs on the diagonal
        var mel = cat([frames, frames.square(), frames * 0, frames * 0, frames * 0]); // [M, T]
        var values = metric.MeasureEach(new(mel, mel, target, synthesised, 0, []));
        return metric.Members.Zip(values).ToDictionary(pair => pair.First.Name, pair => pair.Second);
    }

    private static Tensor Rise(double fromHz, double toHz)
    {
        var seconds = arange(8000, dtype: ScalarType.Float64) / 16000;
        return ((seconds * fromHz + seconds.square() * (toHz - fromHz)) * (2 * Math.PI)).sin();
    }
}
