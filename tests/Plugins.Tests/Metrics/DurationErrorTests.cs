using Melange.Testing;

namespace Melange.Plugins.Tests.Metrics;

public sealed class DurationErrorTests : MetricConformance
{
    // The example's spoken phonemes are as long as they are, whatever its audio.
    protected override bool ComparesWithTarget => false;

    protected override IMetric Build(MetricContext context) => new DurationError(new(), context);

    [Fact]
    public void Measure_LaterOnes_CountsDurationsNotPlaces()
    {
        PhonemeInterval[] target = [new("pau", 0, 0.1), new("ah", 0.1, 0.3), new("b", 0.3, 0.36)];
        PhonemeInterval[] spoken = [new("pau", 0, 0.14), new("ah", 0.14, 0.34), new("b", 0.34, 0.37)];

        Assert.Equal(Math.Sqrt((1600 + 0 + 900) / 3.0), Measure(target, spoken)!.Value, tolerance: 1e-9);
    }

    [Fact]
    public void Measure_OtherOrMissingPhonemes_IsNull()
    {
        PhonemeInterval[] target = [new("ah", 0, 0.1), new("b", 0.1, 0.2)];

        Assert.Null(Measure(target, [new("ah", 0, 0.1), new("d", 0.1, 0.2)]));
        Assert.Null(Measure(target, target[..1]));
        Assert.Null(Measure([], []));
    }

    private static double? Measure(PhonemeInterval[] target, PhonemeInterval[] synthesised)
    {
        using var scope = NewDisposeScope();
        return new DurationError(new(), new(MetricInputs.Format)).Measure(MetricInputs.OfAttention() with
        {
            TargetPhonemes = target,
            SynthesisedPhonemes = synthesised
        });
    }
}
