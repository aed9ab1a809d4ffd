using System.Globalization;
using static Melange.TensorShape;

namespace Melange.Plugins;

/// <summary>The pitch of target and synthesis, frame beside frame.</summary>
/// <remarks>
/// Pitch is <see cref="AutocorrelationPitchTracker"/>'s; frames are paired by dynamic time warping over mel cepstra 1
/// to 13, so that neither utterance is cut. A frame of one that meets several of the other counts as often.
/// </remarks>
internal sealed class PitchPairs : IDisposable
{
    private readonly AutocorrelationPitchOptions options;
    private readonly AudioFormat format;
    private readonly AutocorrelationPitchTracker tracker;

    /// <summary>Creates a tracker for one audio format.</summary>
    /// <exception cref="OptionsException">The options break their rules.</exception>
    public PitchPairs(AutocorrelationPitchOptions options, MetricContext context)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(context);
        (this.options, format) = (options, context.Format);
        tracker = new(options, format);
    }

    /// <summary>How frames are paired and pitch is found, for descriptions.</summary>
    public string Description => string.Create(CultureInfo.InvariantCulture,
        $"pitch by autocorrelation as in Praat, {options.LowestHz} to {options.HighestHz} Hz, voicing threshold "
        + $"{options.VoicingThreshold}, frames paired by dynamic time warping of mel cepstra");

    /// <summary>Pitch of the pairs.</summary>
    /// <param name="input">The synthesised utterance beside its target.</param>
    /// <returns>Target and synthesised pitch of each pair in Hz, 0 where unvoiced; none where one has no frames.
    /// </returns>
    /// <exception cref="TensorShapeException">A spectrogram or audio is not shaped as stated.</exception>
    public IReadOnlyList<PitchPair> Of(MetricInput input)
    {
        if (!MelCepstra.HaveFrames(input, format.Bins))
            return [];
        HasShape(input.TargetAudio, "S1", [Any]);
        HasShape(input.SynthesisedAudio, "S2", [Any]);
        var pairs = SharedWork.Of(input, (nameof(PitchPairs), options), () => Along(MelCepstra.PathOf(input),
            tracker.TrackOnce(input, input.TargetAudio, input.TargetLogMel.shape[1]),
            tracker.TrackOnce(input, input.SynthesisedAudio, input.SynthesisedLogMel.shape[1])));
        return pairs;
    }

    /// <inheritdoc/>
    public void Dispose() => tracker.Dispose();

    private static PitchPair[] Along(WarpingPath path, double[] target, double[] synthesised) =>
        [.. path.First.Zip(path.Second, (first, second) => new PitchPair(target[first], synthesised[second]))];
}

/// <summary>Pitch of two frames that belong together, in Hz; 0 where unvoiced.</summary>
internal readonly record struct PitchPair(double Target, double Synthesised)
{
    /// <summary>Whether both are voiced.</summary>
    public bool IsVoiced => Target > 0 && Synthesised > 0;

    /// <summary>Whether one alone is voiced.</summary>
    public bool DiffersInVoicing => Target > 0 != Synthesised > 0;
}
