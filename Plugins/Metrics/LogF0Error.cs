using System.Globalization;

namespace Melange.Plugins;

/// <summary>Measures how far the synthesised melody lies from the target's.</summary>
/// <remarks>
/// <c>√(mean (ln f − ln f')²)</c> in ln Hz (0.0578 is a semitone) over the pairs of frames that are voiced in both.
/// Pitch is <see cref="YinPitchTracker"/>'s; frames are paired by dynamic time warping over mel cepstra 1 to 13, so
/// that neither utterance is cut. A frame of one that meets several of the other counts as often.
/// </remarks>
public sealed class LogF0Error : IStatesMargin
{
    private readonly LogF0ErrorOptions options;
    private readonly AudioFormat format;
    private readonly YinPitchTracker tracker;
    private readonly MelCepstra cepstra;

    /// <summary>Creates the metric.</summary>
    /// <exception cref="OptionsException">The options break their rules.</exception>
    public LogF0Error(LogF0ErrorOptions options, MetricContext context)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(context);
        format = context.Format;
        this.options = options.Validated(format.SampleRateHz);
        tracker = new(options.ToYin(), format);
        var lastCoefficient = Math.Min(MelCepstra.DefaultLast, format.Bins - 1);
        cepstra = new(Math.Min(MelCepstra.DefaultFirst, lastCoefficient), lastCoefficient);
    }

    /// <inheritdoc/>
    public string Description => string.Create(CultureInfo.InvariantCulture,
        $"RMS difference of log F0 in ln Hz over frames voiced in both: YIN, {options.LowestHz} to {options.HighestHz} "
        + $"Hz, threshold {options.Threshold}, frames paired by dynamic time warping of mel cepstra.");

    /// <inheritdoc/>
    public string Unit => "ln Hz";

    /// <inheritdoc/>
    public bool HigherIsBetter => false;

    /// <inheritdoc/>
    public double? Margin => 0.0289;

    /// <inheritdoc/>
    /// <exception cref="TensorShapeException">A spectrogram or audio is not shaped as stated.</exception>
    public double? Measure(MetricInput input)
    {
        if (!MelCepstra.HaveFrames(input, format.Bins))
            return null;
        var (targetFrames, synthesisedFrames) = (input.TargetLogMel.shape[1], input.SynthesisedLogMel.shape[1]);
        using var scope = NewDisposeScope();
        var path = cepstra.Align(input.TargetLogMel, input.SynthesisedLogMel);
        var target = Along(tracker.Track(input.TargetAudio, targetFrames), path.First);                  // [N]
        var synthesised = Along(tracker.Track(input.SynthesisedAudio, synthesisedFrames), path.Second);  // [N]
        var isVoiced = target.gt(0).logical_and(synthesised.gt(0));
        if (!isVoiced.any().item<bool>())
            return null;
        var difference = target.masked_select(isVoiced).log() - synthesised.masked_select(isVoiced).log();
        return difference.square().mean().sqrt().item<double>();
    }

    private static Tensor Along(Tensor pitch, IReadOnlyList<long> frames) =>
        pitch.cpu().index_select(0, tensor(frames.ToArray(), dtype: ScalarType.Int64));
}
