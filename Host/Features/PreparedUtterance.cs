namespace Melange.Host.Features;

/// <summary>An utterance as tensors and indices, ready for batches.</summary>
/// <param name="Source">Where it comes from.</param>
/// <param name="LogMel">Natural-log mel-spectrogram, <c>[M, T]</c>.</param>
/// <param name="PhonemeIds">Id of each phoneme, P in order.</param>
/// <param name="Durations">Frames of each phoneme, T in total.</param>
/// <param name="Speaker">Index of the speaker.</param>
/// <param name="Emotion">Index of the emotion.</param>
public sealed record PreparedUtterance(
    Utterance Source, Tensor LogMel, long[] PhonemeIds, long[] Durations, int Speaker, int Emotion)
{
    /// <summary>Frames T.</summary>
    public long Frames => LogMel.shape[1];

    /// <summary>Phoneme id of each frame, T in order.</summary>
    public long[] FramePhonemes => [.. FrameAlignment.PhonemeOfFrames(Durations).Select(index => PhonemeIds[index])];
}
