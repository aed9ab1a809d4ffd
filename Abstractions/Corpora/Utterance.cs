namespace Melange;

/// <summary>One recorded sentence of a corpus.</summary>
/// <param name="Id">Unique name within the corpus.</param>
/// <param name="Text">What is said.</param>
/// <param name="Speaker">Who says it.</param>
/// <param name="Emotion">In which style.</param>
/// <param name="Samples">Audio in [-1, 1] at the run's sample rate.</param>
/// <param name="Phonemes">Labels of the phonemes in order, pauses included.</param>
/// <param name="EndSeconds">Where each phoneme ends, in seconds from the start of the audio: the first begins at 0,
/// each other where the one before ends, the last ends with the audio. Null where nobody knows.</param>
/// <param name="IsHeldOut">Whether its text is kept out of training.</param>
public sealed record Utterance(
    string Id, string Text, string Speaker, string Emotion, IReadOnlyList<float> Samples,
    IReadOnlyList<string> Phonemes, IReadOnlyList<double>? EndSeconds, bool IsHeldOut)
{
    /// <summary>The file that lists it, as the user knows it: what faults name. Default its id.</summary>
    public string File { get; init; } = Id;

    /// <summary>The file of its recording, of which its audio is all, whatever its rate; null, the default, where it
    /// has none of its own.</summary>
    public string? Recording { get; init; }

    /// <summary>Its style vectors; null, the default, where there are none.</summary>
    public StyleFile? Style { get; init; }

    /// <summary>Its line in that file, from 1; 0, the default, where there is none.</summary>
    public int Line { get; init; }
}

/// <summary>One phoneme of an utterance and when it sounds.</summary>
/// <param name="Phoneme">Its label in the corpus' inventory.</param>
/// <param name="StartSeconds">Where it begins, in seconds from the start of the audio.</param>
/// <param name="EndSeconds">Where it ends, in seconds from the start of the audio.</param>
public sealed record PhonemeInterval(string Phoneme, double StartSeconds, double EndSeconds);
