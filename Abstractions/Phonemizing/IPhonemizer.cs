namespace Melange;

/// <summary>Turns written text into the phonemes that an encoder reads.</summary>
public interface IPhonemizer
{
    /// <summary>Turns one line of text into phonemes.</summary>
    /// <param name="text">What is to be said, any punctuation included.</param>
    /// <returns>Phonemes in order, pauses included, in the notation that the part states; at least one.</returns>
    /// <exception cref="FaultException">The text has nothing to say, or words that the part cannot speak: these faults
    /// have <c>text</c> in the place of a file, for the host to say where it stands. Or the part itself fails;
    /// every one is listed.</exception>
    IReadOnlyList<string> Phonemize(string text);
}

/// <summary>What a phonemizer is built for.</summary>
/// <param name="BaseFolder">Folder that relative paths of the part's options start from.</param>
public sealed record PhonemizerContext(string BaseFolder) : PartContext;
