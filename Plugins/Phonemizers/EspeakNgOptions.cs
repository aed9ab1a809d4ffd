namespace Melange.Plugins;

/// <summary>Settings of <see cref="EspeakNgPhonemizer"/>.</summary>
public sealed record EspeakNgOptions
{
    /// <summary>How phonemes are written. Default <c>flite</c>.</summary>
    public PhonemeNotation Notation { get; init; } = PhonemeNotation.Flite;

    /// <summary>Name of the pause between phrases and at both ends; empty for no pauses, as it must be where Notation
    /// is ipa-text. Default <c>pau</c>.</summary>
    public string Pause { get; init; } = "pau";

    /// <summary>How long espeak-ng may take for a text, in seconds. Above 0, at most 86400; default 60.</summary>
    public double TimeoutSeconds { get; init; } = 60;

    /// <summary>Returns these options if every rule holds.</summary>
    /// <exception cref="OptionsException">A rule is broken; the message lists every broken one.</exception>
    public EspeakNgOptions Validated() => OptionsException.ThrowIfAny(this, Problems());

    private IEnumerable<string> Problems()
    {
        if (Notation == PhonemeNotation.Dictionary)
            yield return "Notation must not be dictionary, as espeak-ng takes no dictionary of one's own.";
        if (!PauseRule.Holds(Pause))
            yield return PauseRule.Problem(Pause);
        if (Notation == PhonemeNotation.IpaText && Pause.Length > 0)
            yield return "Pause must be empty where Notation is ipa-text, in which punctuation says where pauses are, "
                + $"but was '{Pause}'.";
        if (!SpeechProgram.IsLimit(TimeoutSeconds))
            yield return SpeechProgram.LimitProblem(TimeoutSeconds);
    }
}
