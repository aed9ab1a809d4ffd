namespace Melange.Plugins;

/// <summary>Settings of <see cref="CmuDictPhonemizer"/>.</summary>
public sealed record CmuDictOptions
{
    /// <summary>How phonemes are written; not as IPA, but <c>dictionary</c> takes them as they stand in one's own, and
    /// then the shipped one is not asked. Default <c>flite</c>.</summary>
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
        if (Notation is PhonemeNotation.Ipa or PhonemeNotation.IpaStress or PhonemeNotation.IpaText)
            yield return "Notation must be flite, arpabet, arpabet-stress or dictionary, as the shipped dictionary has "
                + "no IPA; espeak-ng prints it.";
        if (Notation == PhonemeNotation.Dictionary && Dictionary.Length == 0)
            yield return "Dictionary must name a file where Notation is dictionary, but is empty.";
        if (Fallback == WordFallback.Flite && Notation == PhonemeNotation.ArpabetStress)
            yield return "Fallback must not be flite where Notation is arpabet-stress, as flite prints no stress.";
        if (Fallback == WordFallback.Flite && Notation == PhonemeNotation.Dictionary)
            yield return "Fallback must not be flite where Notation is dictionary; espeak-ng prints IPA.";
    }
}
