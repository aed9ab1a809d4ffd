using Melange.Host.Configs;
using Melange.Host.Features;
using Melange.Host.Synthesis;

namespace Melange.Host.Speaking;

/// <summary>One line of text to speak.</summary>
/// <param name="Text">The words.</param>
/// <param name="PhonemeIds">Its phonemes, P in order.</param>
public sealed record SpokenLine(string Text, long[] PhonemeIds)
{
    private const string Option = "--text";
    private const string PhonemeOption = "--phonemes";

    /// <summary>Reads a text, or a file of lines; blank ones are left out.</summary>
    /// <param name="textOrFile">Words, or the path of a file.</param>
    /// <param name="reader">Turns words into phoneme ids.</param>
    /// <exception cref="FaultException">There is nothing to say, or words that cannot be spoken; of a file all faults
    /// with their lines.</exception>
    public static IReadOnlyList<SpokenLine> Read(string textOrFile, PhonemeReader reader)
    {
        ArgumentNullException.ThrowIfNull(reader);
        return Read(textOrFile, Option, reader.Read);
    }

    /// <summary>Reads phonemes by the names that a model gives them, or a file of lines of them; no phonemizer is
    /// asked.</summary>
    /// <param name="phonemesOrFile">Names parted by spaces, or the path of a file.</param>
    /// <param name="inventory">The phonemes that the model knows.</param>
    /// <exception cref="FaultException">A name is unknown, or there is none; all faults are listed.</exception>
    public static IReadOnlyList<SpokenLine> ReadPhonemes(string phonemesOrFile, CorpusInventory inventory)
    {
        ArgumentNullException.ThrowIfNull(inventory);
        var names = new PhonemeNames(inventory.Phonemes);
        return Read(phonemesOrFile, PhonemeOption, (text, source, line) =>
        {
            var words = text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
            var ids = words.Select(word => names.Find(inventory.PhonemePrefix + word) ?? names.Find(word)).ToList();
            List<Fault> faults = [.. words.Where((_, place) => ids[place] is null).Distinct()
                .Select(word => new Fault(source, line, names.Problem(word)))];
            if (words.Length == 0)
                faults.Add(new(source, line, "it must name at least one phoneme, but names none."));
            return faults.Count == 0
                ? inventory.WithBlanks([.. ids.Select(id => id!.Value)]) : throw new FaultException(faults);
        });
    }

    private static List<SpokenLine> Read(
        string textOrFile, string option, Func<string, string, int, long[]> read)
    {
        if (File.Exists(textOrFile))
            return ReadFile(textOrFile, read);
        if (textOrFile.EndsWith(".txt", StringComparison.OrdinalIgnoreCase) && !textOrFile.Contains(' '))
            throw new FaultException([new(option, 0, $"there is no file {textOrFile}.")]);
        return [new(textOrFile.Trim(), read(textOrFile, option, 0))];
    }

    private static List<SpokenLine> ReadFile(string file, Func<string, string, int, long[]> read)
    {
        var (lines, faults) = (new List<SpokenLine>(), new List<Fault>());
        foreach (var (text, index) in InputFile.Lines(file).Select((text, index) => (text.Trim(), index)))
            if (text.Length > 0 && faults.Try(() => read(text, file, index + 1)) is { } ids)
                lines.Add(new(text, ids));
        if (lines.Count == 0 && faults.Count == 0)
            faults.Add(new(file, 0, "it must have at least one line that is not blank, but has none."));
        return faults.Count == 0 ? lines : throw new FaultException(faults);
    }
}
