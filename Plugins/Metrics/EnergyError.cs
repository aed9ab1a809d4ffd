using System.Globalization;
using static Melange.TensorShape;

namespace Melange.Plugins;

/// <summary>Measures how far the synthesised loudness lies from the target's, frame by frame.</summary>
/// <remarks>
/// <c>√(mean (L − L')²)</c> in dB over the pairs of frames, L the level of a frame of audio (<see cref="FrameLevels"/>
/// ). Frames are paired by dynamic time warping over mel cepstra 1 to 13, which do not know of the level. Our own
/// definition. Silence counts, as the floor.
/// </remarks>
public sealed class EnergyError : IStatesMargin
{
    private readonly EnergyErrorOptions options;
    private readonly AudioFormat format;
    private readonly FrameLevels levels;

    /// <summary>Creates the metric.</summary>
    /// <exception cref="OptionsException">The options break their rules.</exception>
    public EnergyError(EnergyErrorOptions options, MetricContext context)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(context);
        (this.options, format) = (options.Validated(), context.Format);
        levels = new(format, options.FloorDecibels);
    }

    /// <inheritdoc/>
    public string Description => string.Create(CultureInfo.InvariantCulture,
        $"RMS difference of the level in dB: Hann windows of {format.FftSize} samples at {format.SampleRateHz} Hz, "
        + $"floor {options.FloorDecibels} dB, frames paired by dynamic time warping of mel cepstra.");

    /// <inheritdoc/>
    public string Unit => "dB";

    /// <inheritdoc/>
    public bool HigherIsBetter => false;

    /// <inheritdoc/>
    public double? Margin => 1;

    /// <inheritdoc/>
    /// <exception cref="TensorShapeException">A spectrogram or audio is not shaped as stated.</exception>
    public double? Measure(MetricInput input)
    {
        if (!MelCepstra.HaveFrames(input, format.Bins))
            return null;
        HasShape(input.TargetAudio, "S1", [Any]);
        HasShape(input.SynthesisedAudio, "S2", [Any]);
        var path = MelCepstra.PathOf(input);
        var target = levels.Of(input.TargetAudio, input.TargetLogMel.shape[1]);
        var synthesised = levels.Of(input.SynthesisedAudio, input.SynthesisedLogMel.shape[1]);
        return Math.Sqrt(path.First.Zip(path.Second).Average(pair =>
            Math.Pow(target[pair.First] - synthesised[pair.Second], 2)));
    }
}
