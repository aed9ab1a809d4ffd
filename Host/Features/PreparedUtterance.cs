using System.Diagnostics.CodeAnalysis;

namespace Melange.Host.Features;

/// <summary>An utterance as tensors and indices, ready for batches.</summary>
/// <param name="Source">Where it comes from.</param>
/// <param name="Mel">Natural-log mel-spectrogram, <c>[M, T]</c>.</param>
/// <param name="PhonemeIds">Id of each phoneme, P in order.</param>
/// <param name="Durations">Frames of each phoneme, T in total; null where nobody knows them.</param>
/// <param name="Speaker">Index of the speaker.</param>
/// <param name="Emotion">Index of the emotion.</param>
public sealed record PreparedUtterance(
    Utterance Source, LogMel Mel, long[] PhonemeIds, long[]? Durations, int Speaker, int Emotion)
{
    /// <summary>How the audio became the log-mel.</summary>
    public required AudioFormat Format { get; init; }

    /// <summary>Its style vectors; null where there are none.</summary>
    public StyleVectors? Style { get; init; }

    /// <summary>Frames T.</summary>
    public long Frames => Mel.Frames;

    /// <summary>Whether it is known which phoneme sounds when.</summary>
    [MemberNotNullWhen(true, nameof(Durations))]
    public bool IsAligned => Durations is not null;

    /// <summary>Frames of each phoneme, T in total, where they must be known.</summary>
    /// <exception cref="InvalidOperationException">It is not aligned.</exception>
    public long[] KnownDurations => Durations ?? throw new InvalidOperationException(
        $"Bug in Melange: '{Source.Id}' must be aligned before its phonemes are asked for frame by frame.");

    /// <summary>Position in the text of the phoneme of each frame, T in order.</summary>
    /// <exception cref="InvalidOperationException">It is not aligned.</exception>
    public long[] Positions => FrameAlignment.PhonemeOfFrames(KnownDurations);

    /// <summary>Phoneme id of each frame, T in order.</summary>
    /// <exception cref="InvalidOperationException">It is not aligned.</exception>
    public long[] FramePhonemes => [.. Positions.Select(position => PhonemeIds[position])];
}
