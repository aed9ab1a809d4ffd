namespace Melange.Plugins;

/// <summary>Settings of <see cref="CmuDictPhonemizer"/>.</summary>
public sealed record CmuDictOptions
{
    /// <summary>How phonemes are written. Default <c>flite</c>.</summary>
    public PhonemeNotation Notation { get; init; } = PhonemeNotation.Flite;

    /// <summary>Name of the pause between phrases and at both ends; empty for no pauses. Default <c>pau</c>.</summary>
    public string Pause { get; init; } = "pau";

    /// <summary>A dictionary of one's own, relative to the context's base folder; empty, the default, for
    /// none.</summary>
    public string Dictionary { get; init; } = "";

    /// <summary>Who reads words that no dictionary has. Default <c>auto</c>.</summary>
    public WordFallback Fallback { get; init; } = WordFallback.Auto;

    /// <summary>Returns these options if every rule holds.</summary>
    /// <exception cref="OptionsException">A rule is broken; the message lists every broken one.</exception>
    public CmuDictOptions Validated() => OptionsException.ThrowIfAny(this, Problems());

    private IEnumerable<string> Problems()
    {
        if (!PauseRule.Holds(Pause))
            yield return PauseRule.Problem(Pause);
        if (Fallback == WordFallback.Flite && Notation == PhonemeNotation.ArpabetStress)
            yield return "Fallback must not be flite where Notation is arpabet-stress, as flite prints no stress.";
    }
}
