using Melange.Host.Configs;
using Melange.Host.Synthesis;

namespace Melange.Host.Speaking;

/// <summary>One line of text to speak.</summary>
/// <param name="Text">The words.</param>
/// <param name="PhonemeIds">Its phonemes, P in order.</param>
public sealed record SpokenLine(string Text, long[] PhonemeIds)
{
    private const string Option = "--text";

    /// <summary>Reads a text, or a file of lines; blank ones are left out.</summary>
    /// <param name="textOrFile">Words, or the path of a file.</param>
    /// <param name="reader">Turns words into phoneme ids.</param>
    /// <exception cref="FaultException">There is nothing to say, or words that cannot be spoken; of a file all faults
    /// with their lines.</exception>
    public static IReadOnlyList<SpokenLine> Read(string textOrFile, PhonemeReader reader)
    {
        ArgumentNullException.ThrowIfNull(reader);
        if (File.Exists(textOrFile))
            return ReadFile(textOrFile, reader);
        if (textOrFile.EndsWith(".txt", StringComparison.OrdinalIgnoreCase) && !textOrFile.Contains(' '))
            throw new FaultException([new(Option, 0, $"there is no file {textOrFile}.")]);
        return [new(textOrFile.Trim(), reader.Read(textOrFile, Option))];
    }

    private static List<SpokenLine> ReadFile(string file, PhonemeReader reader)
    {
        var (lines, faults) = (new List<SpokenLine>(), new List<Fault>());
        foreach (var (text, index) in File.ReadLines(file).Select((text, index) => (text.Trim(), index)))
            if (text.Length > 0 && FaultCollection.Collect(faults, () => reader.Read(text, file, index + 1)) is { } ids)
                lines.Add(new(text, ids));
        if (lines.Count == 0 && faults.Count == 0)
            faults.Add(new(file, 0, "it must have at least one line that is not blank, but has none."));
        return faults.Count == 0 ? lines : throw new FaultException(faults);
    }
}
