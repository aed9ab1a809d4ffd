namespace Melange.Host.Assembly.Options;

/// <summary>The parts of a model that hold weights.</summary>
public sealed record ModelOptions
{
    /// <summary>
    /// Conditions of the reference by name; their features are concatenated in this order. None suits an attention that
    /// does not look at the reference.
    /// </summary>
    public required IReadOnlyDictionary<string, Part<IConditioner, ConditionerContext>> Conditioning { get; init; }

    /// <summary>Phonemes to prior and durations.</summary>
    public required Part<ITextEncoder, EncoderContext> Encoder { get; init; }

    /// <summary>How x_t is made, and what the estimator is asked for there. Left out, it is <c>grad-tts</c>.</summary>
    public Part<IProcess, ProcessContext>? Process { get; init; }

    /// <summary>The score of the noisy mel-spectrogram, or what else the process asks for.</summary>
    public required Part<IEstimator, EstimatorContext> Estimator { get; init; }

    /// <summary>
    /// Share of the references that training drops in favour of a learned null reference, so that synthesis can be
    /// guided. At least 0, below 1; default 0, which has no null reference.
    /// </summary>
    public double ReferenceDropout { get; init; }

    /// <summary>Builds the process that is named, or the default.</summary>
    /// <param name="schedule">The run's <c>diffusion</c>.</param>
    public IProcess ProcessFor(NoiseSchedule schedule) =>
        Process?.BuildWatched(new(schedule)) ?? new GradTtsProcess(new(), new(schedule));

    /// <summary>Returns these options if every rule holds.</summary>
    /// <exception cref="OptionsException">A rule is broken; the message lists every broken one.</exception>
    public ModelOptions Validated() => OptionsException.ThrowIfAny(this, Problems());

    private IEnumerable<string> Problems()
    {
        if (!(ReferenceDropout is >= 0 and < 1))
            yield return $"ReferenceDropout must be at least 0 and below 1, but was {ReferenceDropout}.";
        if (Conditioning.Count == 0 && ReferenceDropout > 0)
            yield return $"ReferenceDropout must be 0 where there is no condition, but was {ReferenceDropout}.";
    }
}
