using Melange.Testing;

namespace Melange.Plugins.Tests.Metrics;

public sealed class RealTimeFactorTests : MetricConformance
{
    private static readonly RealTimeFactor Metric = new(new(), new(new() { SampleRateHz = 2000, HighHz = 1000 }));

    protected override bool ComparesWithTarget => false;

    protected override IMetric Build(MetricContext context) => new RealTimeFactor(new(), context);

    [Fact]
    public void Measure_HalfASecondInThree_IsSix()
    {
        using var scope = NewDisposeScope();
        var input = MetricInputs.OfAttention() with
        {
            TargetAudio = zeros(7),
            SynthesisedAudio = zeros(1000),
            SynthesisSeconds = 3
        };

        Assert.Equal(6, Metric.Measure(input));
    }

    [Fact]
    public void Measure_NoAudio_IsNull()
    {
        using var scope = NewDisposeScope();

        Assert.Null(Metric.Measure(MetricInputs.OfAttention() with { SynthesisSeconds = 3 }));
    }

    [Fact]
    public void Description_OfTheRate_NamesIt() => Assert.Equal(
        "Real-time factor: wall time from text to audio over the audio's duration at 2000 Hz.", Metric.Description);
}
