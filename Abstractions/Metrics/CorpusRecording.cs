namespace Melange;

/// <summary>A recording of the corpus that metrics may compare with.</summary>
/// <param name="Id">Its id in the corpus.</param>
/// <param name="Text">What is said.</param>
/// <param name="Speaker">Who says it.</param>
/// <param name="Emotion">In which style.</param>
/// <param name="ReadAudio">Reads its audio in [-1, 1], <c>[S]</c>: new, the caller's.</param>
/// <param name="ReadLogMel">Reads its natural-log mel-spectrogram, <c>[M, T]</c>: the caller's to dispose, not to
/// change.</param>
public sealed record CorpusRecording(
    string Id, string Text, string Speaker, string Emotion, Func<Tensor> ReadAudio, Func<Tensor> ReadLogMel)
{
    /// <summary>Its phonemes in order, by name and time; none where nobody knows the times.</summary>
    public IReadOnlyList<PhonemeInterval> Phonemes { get; init; } = [];

    /// <summary>Which recording it is.</summary>
    public override string ToString() => $"{nameof(CorpusRecording)} '{Id}'";
}
