namespace Melange.Plugins;

/// <summary>Settings of <see cref="FlitePhonemizer"/>.</summary>
public sealed record FliteOptions
{
    /// <summary>How phonemes are written; <c>flite</c> or <c>arpabet</c>, as flite prints no stress. Default
    /// <c>flite</c>.</summary>
    public PhonemeNotation Notation { get; init; } = PhonemeNotation.Flite;

    /// <summary>Name of the pause between phrases and at both ends; empty for no pauses. Default <c>pau</c>.</summary>
    public string Pause { get; init; } = "pau";

    /// <summary>flite's voice, whose rules of reduction apply. Letters, digits and underscores; default
    /// <c>kal16</c>.</summary>
    public string Voice { get; init; } = "kal16";

    /// <summary>How long flite may take for a text, in seconds. Above 0, at most 86400; default 60.</summary>
    public double TimeoutSeconds { get; init; } = 60;

    /// <summary>Returns these options if every rule holds.</summary>
    /// <exception cref="OptionsException">A rule is broken; the message lists every broken one.</exception>
    public FliteOptions Validated() => OptionsException.ThrowIfAny(this, Problems());

    private IEnumerable<string> Problems()
    {
        if (Notation is not (PhonemeNotation.Flite or PhonemeNotation.Arpabet))
            yield return "Notation must be flite or arpabet, as flite prints neither stress nor IPA.";
        if (!PauseRule.Holds(Pause))
            yield return PauseRule.Problem(Pause);
        if (Voice.Length == 0 || !Voice.All(letter => char.IsAsciiLetterOrDigit(letter) || letter == '_'))
            yield return $"Voice must be of letters, digits and underscores, but was '{Voice}'.";
        if (!SpeechProgram.IsLimit(TimeoutSeconds))
            yield return SpeechProgram.LimitProblem(TimeoutSeconds);
    }
}
