namespace Melange.Plugins;

/// <summary>Settings of <see cref="SoftPhonemeFallbackGate"/>.</summary>
public sealed record SoftPhonemeFallbackOptions
{
    /// <summary>
    /// When a phoneme of the target occurs in the reference: phoneme (default), phoneme-without-stress, class or any.
    /// </summary>
    public PhonemeRule Match { get; init; } = PhonemeRule.Phoneme;

    /// <summary>
    /// Whether a phoneme that does not occur takes its style from its class before it counts as absent; default false.
    /// </summary>
    public bool ClassFallback { get; init; }

    /// <summary>Classes of phonemes beside the known ones, by phoneme; read where classes are. Default none.</summary>
    public IReadOnlyDictionary<string, string> Classes { get; init; } = new Dictionary<string, string>();

    /// <summary>Groups of channels, each with its blends. At least 1, divides the channels; default 4.</summary>
    public int Groups { get; init; } = 4;

    /// <summary>Weight of the penalty that pulls the blends towards the hard rule. At least 0; default 0.</summary>
    public double Penalty { get; init; }

    /// <summary>Returns these options if every rule holds.</summary>
    /// <exception cref="OptionsException">A rule is broken; the message lists every broken one.</exception>
    public SoftPhonemeFallbackOptions Validated() => OptionsException.ThrowIfAny(this, Problems());

    private IEnumerable<string> Problems()
    {
        foreach (var problem in FallbackRules.Problems(Match, ClassFallback, Classes))
            yield return problem;
        if (Groups < 1)
            yield return $"Groups must be at least 1, but was {Groups}.";
        if (Penalty is not (>= 0 and < double.PositiveInfinity))
            yield return $"Penalty must be at least 0, but was {Penalty}.";
    }
}
