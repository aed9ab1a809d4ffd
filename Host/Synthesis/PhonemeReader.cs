using Melange.Host.Assembly;

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

    /// <summary>Reads one text.</summary>
    /// <param name="text">What is to be said.</param>
    /// <param name="source">Where it stands: an option, <c>--text</c>, or a file.</param>
    /// <param name="line">Its line in the file, from 1; 0 where there is none.</param>
    /// <returns>P ids in order, pauses included; at least one.</returns>
    /// <exception cref="FaultException">The phonemizer cannot read it, or gives phonemes that the model does not have;
    /// faults of the text name its source and line.</exception>
    public long[] Read(string text, string source, int line = 0)
    {
        var phonemes = Phonemes(text, source, line);
        var unknown = phonemes.Where(phoneme => !ids.ContainsKey(phoneme)).Distinct().ToList();
        return unknown.Count == 0
            ? [.. phonemes.Select(phoneme => ids[phoneme])]
            : throw new FaultException([new(source, line, Problem(unknown))]);
    }

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
        var listed = unknown.Select(phoneme => NearestName.Of(phoneme, ids.Keys) is { } near
            ? $"'{phoneme}' (is it '{near}'?)"
            : $"'{phoneme}'");
        return $"the phonemizer gives phonemes that the model was not trained with: {string.Join(", ", listed)}. "
            + $"Known: {string.Join(", ", ids.Keys)}. How phonemes and pauses are written is said by "
            + "synthesis.phonemizer.notation and synthesis.phonemizer.pause.";
    }
}
