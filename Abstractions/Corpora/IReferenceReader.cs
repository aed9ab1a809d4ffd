namespace Melange;

/// <summary>A corpus that can read files outside itself, so that any recording may serve as a reference.</summary>
public interface IReferenceReader
{
    /// <summary>Reads the audio of one file, whatever its sample rate and channels.</summary>
    /// <param name="path">The file.</param>
    /// <returns>Audio in [-1, 1] at the context's sample rate, channels averaged.</returns>
    /// <exception cref="FaultException">The file is missing or broken; the message says how.</exception>
    IReadOnlyList<float> ReadAudio(string path);

    /// <summary>Reads which phoneme sounds when.</summary>
    /// <param name="path">The file: a TextGrid, or what else the corpus reads times from.</param>
    /// <param name="audioSeconds">Duration of the audio that it belongs to, in seconds.</param>
    /// <returns>Phonemes in order; the first starts at 0, the last ends with the audio, no gaps.</returns>
    /// <exception cref="FaultException">The file is missing or broken; every fault is listed.</exception>
    IReadOnlyList<PhonemeInterval> ReadPhonemes(string path, double audioSeconds);
}
