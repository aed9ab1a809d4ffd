namespace Melange;

/// <summary>One recorded sentence of a corpus.</summary>
/// <param name="Id">Unique name within the corpus.</param>
/// <param name="Text">What is said.</param>
/// <param name="Speaker">Who says it.</param>
/// <param name="Emotion">In which style.</param>
/// <param name="Samples">Audio in [-1, 1] at the run's sample rate.</param>
/// <param name="Phonemes">Phonemes in order; the first starts at 0, the last ends with the audio, no gaps.</param>
/// <param name="IsHeldOut">Whether its text is kept out of training.</param>
public sealed record Utterance(
    string Id, string Text, string Speaker, string Emotion,
    IReadOnlyList<float> Samples, IReadOnlyList<PhonemeInterval> Phonemes, bool IsHeldOut);
