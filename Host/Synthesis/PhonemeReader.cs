using Melange.Host.Features;

namespace Melange.Host.Synthesis;

/// <summary>Reads texts as the phoneme ids of a model, through a phonemizer.</summary>
/// <param name="phonemizer">Turns text into phonemes.</param>
/// <param name="inventory">The phonemes that the model knows.</param>
public sealed class PhonemeReader(IPhonemizer phonemizer, CorpusInventory inventory)
{
    private const string Text = "text"; // what phonemizers call the text in their faults

    private readonly Dictionary<string, long> ids = inventory.Phonemes
        .Select((phoneme, id) => (phoneme, id)).Skip(1) // id 0 is padding
        .ToDictionary(pair => pair.phoneme, pair => (long)pair.id);

    private IEnumerable<string> Names => ids.Keys
        .Select(name => name.StartsWith(inventory.PhonemePrefix, StringComparison.Ordinal)
            ? name[inventory.PhonemePrefix.Length..] : name).Distinct();

    /// <summary>Reads one text.</summary>
    /// <param name="text">What is to be said.</param>
    /// <param name="source">Where it stands: an option, <c>--text</c>, or a file.</param>
    /// <param name="line">Its line in the file, from 1; 0 where there is none.</param>
    /// <returns>P ids in order, pauses and blanks included; at least one.</returns>
    /// <exception cref="FaultException">The phonemizer cannot read it, or gives phonemes that the model does not have;
    /// faults of the text name its source and line.</exception>
    public long[] Read(string text, string source, int line = 0)
    {
        var phonemes = Phonemes(text, source, line);
        var unknown = phonemes.Where(phoneme => IdOf(phoneme) is null).Distinct().ToList();
        return unknown.Count == 0
            ? inventory.WithBlanks([.. phonemes.Select(phoneme => IdOf(phoneme)!.Value)])
            : throw new FaultException([new(source, line, Problem(unknown))]);
    }

    // A phoneme is looked for under the inventory's own prefix first: 'B' may be a letter, '@B' a phoneme.
    private long? IdOf(string phoneme) =>
        ids.TryGetValue(inventory.PhonemePrefix + phoneme, out var id) || ids.TryGetValue(phoneme, out id) ? id : null;

    private IReadOnlyList<string> Phonemes(string text, string source, int line)
    {
        try
        {
            return phonemizer.Phonemize(text);
        }
        catch (FaultException failure) when (failure.Faults.Count > 0)
        {
            throw new FaultException([.. failure.Faults.Select(fault =>
                fault.File == Text ? fault with { File = source, Line = line } : fault)]);
        }
    }

    private string Problem(IEnumerable<string> unknown)
    {
        var listed = unknown.Select(phoneme => NearestName.Of(phoneme, Names) is { } near
            ? $"'{phoneme}' (did you mean '{near}'?)"
            : $"'{phoneme}'");
        return $"the phonemizer gives phonemes that the model was not trained with: {string.Join(", ", listed)}. "
            + $"Known: {string.Join(", ", Names)}. How phonemes and pauses are written is said by "
            + "synthesis.phonemizer.notation and synthesis.phonemizer.pause.";
    }
}
