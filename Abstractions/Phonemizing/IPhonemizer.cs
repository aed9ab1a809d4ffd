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

/// <summary>A phonemizer that takes many texts in less time than one after the other, as one that runs a program.
/// </summary>
public interface IBatchPhonemizer : IPhonemizer
{
    /// <summary>Turns texts into phonemes.</summary>
    /// <param name="texts">What is to be said, each as <see cref="IPhonemizer.Phonemize"/> takes it.</param>
    /// <returns>In their order, what <see cref="IPhonemizer.Phonemize"/> gives; null for a text that has to be asked
    /// for alone, as all that have faults.</returns>
    IReadOnlyList<IReadOnlyList<string>?> PhonemizeAll(IReadOnlyList<string> texts);
}

/// <summary>What a phonemizer is built for.</summary>
/// <param name="BaseFolder">Folder that relative paths of the part's options start from.</param>
public sealed record PhonemizerContext(string BaseFolder) : PartContext;
