namespace Melange;

/// <summary>One recording of a folder, as it lies there.</summary>
/// <param name="Name">What messages call its file.</param>
/// <param name="Speaker">Who speaks.</param>
/// <param name="Emotion">In which style.</param>
/// <param name="Text">What is said; empty where nobody wrote it down.</param>
public sealed record FoundRecording(string Name, string Speaker, string Emotion, string Text)
{
    /// <summary>Its audio; null where it cannot be read.</summary>
    public FoundAudio? Audio { get; init; }

    /// <summary>Labels of its phonemes in order; empty where nobody wrote them down.</summary>
    public IReadOnlyList<string> Phonemes { get; init; } = [];

    /// <summary>What is wrong with its files.</summary>
    public IReadOnlyList<Fault> Faults { get; init; } = [];
}

/// <summary>What was measured of one recording.</summary>
/// <param name="Seconds">Duration in seconds.</param>
/// <param name="RateHz">Samples a second in the file.</param>
/// <param name="Channels">Channels in the file.</param>
/// <param name="Peak">Largest sample, without sign; full scale is 1.</param>
/// <param name="ClippedShare">Share of the samples in runs of three or more at full scale, from 0 to 1.</param>
public sealed record FoundAudio(double Seconds, int RateHz, int Channels, double Peak, double ClippedShare);
