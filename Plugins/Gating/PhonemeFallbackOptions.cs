namespace Melange.Plugins;

/// <summary>Settings of <see cref="PhonemeFallbackGate"/>.</summary>
public sealed record PhonemeFallbackOptions
{
    /// <summary>
    /// When a phoneme of the target occurs in the reference: phoneme (default), phoneme-without-stress, class or any.
    /// </summary>
    public PhonemeRule Match { get; init; } = PhonemeRule.Phoneme;

    /// <summary>
    /// Whether a phoneme that does not occur takes its style from its class before the ResNet's output is kept;
    /// default false.
    /// </summary>
    public bool ClassFallback { get; init; }

    /// <summary>Classes of phonemes beside the known ones, by phoneme; read where classes are. Default none.</summary>
    public IReadOnlyDictionary<string, string> Classes { get; init; } = new Dictionary<string, string>();

    /// <summary>Returns these options if every rule holds.</summary>
    /// <exception cref="OptionsException">A rule is broken; the message lists every broken one.</exception>
    public PhonemeFallbackOptions Validated() =>
        OptionsException.ThrowIfAny(this, FallbackRules.Problems(Match, ClassFallback, Classes));
}
