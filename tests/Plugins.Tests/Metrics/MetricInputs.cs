namespace Melange.Plugins.Tests.Metrics;

/// <summary>Inputs of metrics where all is empty but what a test sets.</summary>
internal static class MetricInputs
{
    public static readonly AudioFormat Format = new() { Bins = 5 };

    public static MetricInput OfSpectrograms(Tensor target, Tensor synthesised) =>
        new(target, synthesised, zeros(0), zeros(0), 0, []);

    public static MetricInput OfAttention(params AttentionRecord[] attention) =>
        new(zeros(5, 0), zeros(5, 0), zeros(0), zeros(0), 0, attention);

    /// <summary>A sine, in phase at its start.</summary>
    public static Tensor Tone(double hertz, double seconds) =>
        (arange((long)(seconds * Format.SampleRateHz), dtype: ScalarType.Float64)
            * (2 * Math.PI * hertz / Format.SampleRateHz)).sin().to(ScalarType.Float32) * 0.5;
}
