using System.Globalization;
using static Melange.TensorShape;

namespace Melange.Plugins;

/// <summary>Measures how long synthesis takes for a second of audio.</summary>
/// <remarks><c>synthesis time / duration of the synthesised audio</c>: below 1 is faster than speech.</remarks>
public sealed class RealTimeFactor : IStatesMargin, IMeasuresTime
{
    private readonly int sampleRateHz;

    /// <summary>Creates the metric.</summary>
    public RealTimeFactor(NoOptions options, MetricContext context)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(context);
        sampleRateHz = context.Format.SampleRateHz;
    }

    /// <inheritdoc/>
    public string Description => string.Create(CultureInfo.InvariantCulture,
        $"Real-time factor: wall time from text to audio over the audio's duration at {sampleRateHz} Hz.");

    /// <inheritdoc/>
    public string Unit => "";

    /// <inheritdoc/>
    public bool HigherIsBetter => false;

    /// <inheritdoc/>
    public double? Margin => 0.05;

    /// <inheritdoc/>
    /// <exception cref="TensorShapeException">The audio is not shaped as stated.</exception>
    public double? Measure(MetricInput input)
    {
        ArgumentNullException.ThrowIfNull(input);
        HasShape(input.SynthesisedAudio, "S2", [Any]);
        var samples = input.SynthesisedAudio.shape[0];
        return samples == 0 ? null : input.SynthesisSeconds * sampleRateHz / samples;
    }
}
