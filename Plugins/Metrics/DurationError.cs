namespace Melange.Plugins;

/// <summary>Measures how far the synthesised phonemes' durations lie from the target's.</summary>
/// <remarks>
/// <c>√(mean (d − d')²)</c> in ms over the phonemes, pauses among them: both utterances have the same in the same
/// order, so nothing is warped. Our own definition; no options. The durations are those of the corpus and those that
/// the model chose, both in whole frames.
/// </remarks>
public sealed class DurationError : IStatesMargin
{
    /// <summary>Creates the metric.</summary>
    public DurationError(NoOptions options, MetricContext context)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(context);
    }

    /// <inheritdoc/>
    public string Description => "RMS difference of the durations of the same phonemes in ms, pauses included.";

    /// <inheritdoc/>
    public string Unit => "ms";

    /// <inheritdoc/>
    public bool HigherIsBetter => false;

    /// <inheritdoc/>
    public double? Margin => 12.5;

    /// <inheritdoc/>
    public double? Measure(MetricInput input)
    {
        ArgumentNullException.ThrowIfNull(input);
        var (target, synthesised) = (input.TargetPhonemes, input.SynthesisedPhonemes);
        if (target.Count == 0 || !target.Select(Label).SequenceEqual(synthesised.Select(Label)))
            return null;
        return Math.Sqrt(target.Zip(synthesised, (one, other) => Math.Pow(Milliseconds(one) - Milliseconds(other), 2))
            .Average());
    }

    private static string Label(PhonemeInterval interval) => interval.Phoneme;

    private static double Milliseconds(PhonemeInterval interval) =>
        1000 * (interval.EndSeconds - interval.StartSeconds);
}
