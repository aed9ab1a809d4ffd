using Melange.Host.Features;
using Melange.Host.Synthesis;

namespace Melange.Host.Tests.Speaking;

/// <summary>Reads texts that are phonemes already, parted by spaces; a word in capitals it cannot read.</summary>
internal sealed class SpelledPhonemes : IPhonemizer
{
    public static PhonemeReader Reader(CorpusInventory inventory) => new(new SpelledPhonemes(), inventory);

    public IReadOnlyList<string> Phonemize(string text)
    {
        var words = text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var unknown = words.Where(word => char.IsUpper(word[0])).ToList();
        return unknown.Count == 0
            ? words
            : throw new FaultException([.. unknown.Select(word => new Fault("text", 0, $"'{word}' is unknown."))]);
    }
}
