namespace Melange;

/// <summary>One phoneme of an utterance and when it sounds.</summary>
/// <param name="Phoneme">Its label in the corpus' inventory.</param>
/// <param name="StartSeconds">Where it begins, in seconds from the start of the audio.</param>
/// <param name="EndSeconds">Where it ends, in seconds from the start of the audio.</param>
public sealed record PhonemeInterval(string Phoneme, double StartSeconds, double EndSeconds);
