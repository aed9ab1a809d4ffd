namespace Melange.Host.Assembly.Options;

/// <summary>How mel and audio are made.</summary>
public sealed record SynthesisOptions
{
    /// <summary>Solves the reverse diffusion.</summary>
    public required Part<ISampler, SamplerContext> Sampler { get; init; }

    /// <summary>Turns mel into audio.</summary>
    public required Part<IVocoder, VocoderContext> Vocoder { get; init; }

    /// <summary>Draws what sampling starts from.</summary>
    public required Part<INoise, NoiseContext> Noise { get; init; }

    /// <summary>Turns text into phonemes; only where text is given that is no utterance of the corpus.</summary>
    public Part<IPhonemizer, PhonemizerContext>? Phonemizer { get; init; }

    /// <summary>
    /// How much further than the reference alone the score goes away from the null reference. At least 0; default 0,
    /// which asks the estimator once. Above 0 only for models trained with <c>model.referenceDropout</c>.
    /// </summary>
    public double Guidance { get; init; }

    /// <summary>Factor on the predicted durations. Above 0; default 1.</summary>
    public double DurationScale { get; init; } = 1;

    /// <summary>Which whole number of frames a duration becomes. Default <c>nearest</c>.</summary>
    public DurationRounding DurationRounding { get; init; } = DurationRounding.Nearest;

    /// <summary>Edits of the attention, by a name for each, in order; none by default.</summary>
    public IReadOnlyDictionary<string, EditOptions> Edits { get; init; } = new Dictionary<string, EditOptions>();

    /// <summary>Returns these options if every rule holds.</summary>
    /// <exception cref="OptionsException">A rule is broken; the message lists every broken one.</exception>
    public SynthesisOptions Validated() => OptionsException.ThrowIfAny(this, Problems());

    private IEnumerable<string> Problems()
    {
        if (!(Guidance >= 0))
            yield return $"Guidance must be at least 0, but was {Guidance}.";
        if (!(DurationScale > 0))
            yield return $"DurationScale must be above 0, but was {DurationScale}.";
    }
}
