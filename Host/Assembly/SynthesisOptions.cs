namespace Melange.Host.Assembly;

/// <summary>How mel and audio are made.</summary>
public sealed record SynthesisOptions
{
    /// <summary>Solves the reverse diffusion.</summary>
    public required Part<ISampler, SamplerContext> Sampler { get; init; }

    /// <summary>Turns mel into audio.</summary>
    public required Part<IVocoder, VocoderContext> Vocoder { get; init; }

    /// <summary>
    /// The starting noise is divided by it: sampling starts at mu + noise/temperature. Above 0; default 1.5.
    /// </summary>
    public double Temperature { get; init; } = 1.5;

    /// <summary>Factor on the predicted durations. Above 0; default 1.</summary>
    public double DurationScale { get; init; } = 1;

    /// <summary>Edits of the attention, by a name for each, in order; none by default.</summary>
    public IReadOnlyDictionary<string, EditOptions> Edits { get; init; } = new Dictionary<string, EditOptions>();

    /// <summary>Returns these options if every rule holds.</summary>
    /// <exception cref="OptionsException">A rule is broken; the message lists every broken one.</exception>
    public SynthesisOptions Validated() => OptionsException.ThrowIfAny(this, Problems());

    private IEnumerable<string> Problems()
    {
        if (!(Temperature > 0))
            yield return $"Temperature must be above 0, but was {Temperature}.";
        if (!(DurationScale > 0))
            yield return $"DurationScale must be above 0, but was {DurationScale}.";
    }
}
