using Melange.Host.Features;
using Melange.Host.Synthesis;

namespace Melange.Host.Probing;

/// <summary>What is to be spoken: how people read it, and its phonemes.</summary>
/// <param name="Shown">For people.</param>
/// <param name="PhonemeIds">P in order.</param>
internal sealed record SpokenText(string Shown, long[] PhonemeIds)
{
    private const string Option = "--text";

    /// <summary>Finds a text: an utterance by its id or exact text, phonemes by their names, or any words.</summary>
    /// <param name="text">What was asked for.</param>
    /// <param name="corpus">The utterances and the inventory.</param>
    /// <param name="reader">Reads words; null where the run has no phonemizer.</param>
    /// <exception cref="FaultException">It is none of these, or has words that cannot be read.</exception>
    public static SpokenText Find(string text, PreparedCorpus corpus, PhonemeReader? reader)
    {
        var wanted = text.Trim();
        var utterance = corpus.Utterances.FirstOrDefault(other => other.Source.Id == wanted)
            ?? corpus.Utterances.FirstOrDefault(other => other.Source.Text == wanted);
        return utterance is not null
            ? new($"{utterance.Source.Text} ({utterance.Source.Id})", utterance.PhonemeIds)
            : OfPhonemes(wanted, corpus) ?? OfWords(wanted, corpus, reader);
    }

    private static SpokenText? OfPhonemes(string text, PreparedCorpus corpus)
    {
        var names = new PhonemeNames(corpus.Inventory.Phonemes);
        var words = text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var ids = words.Select(names.Find).ToList();
        var unknown = words.Where((_, i) => ids[i] is null).Distinct().ToList();
        if (words.Length > 0 && unknown.Count == 0)
            return new(text, [.. ids.Select(id => id!.Value)]);
        return ids.Count(id => id is not null) > ids.Count / 2 // meant as phonemes
            ? throw new FaultException([.. unknown.Select(word => new Fault(Option, 0, names.Problem(word)))])
            : null;
    }

    private static SpokenText OfWords(string text, PreparedCorpus corpus, PhonemeReader? reader)
    {
        var known = corpus.Utterances.Select(other => other.Source.Id)
            .Concat(corpus.Utterances.Select(other => other.Source.Text)).Distinct();
        var near = NearestName.Of(text, known);
        if (reader is null)
            throw new FaultException([new(Option, 0,
                "it must be the id or the exact text of an utterance of the corpus, or phonemes of its inventory "
                + $"parted by spaces, as the run has no synthesis.phonemizer that reads other texts, but was '{text}'."
                + (near is null ? "" : $" Did you mean '{near}'?"))]);
        try
        {
            return new(text, reader.Read(text, Option));
        }
        catch (FaultException failure) when (near is not null)
        {
            throw new FaultException([.. failure.Faults, new(Option, 0,
                $"if an utterance of the corpus is meant, '{near}' is the nearest.")]);
        }
    }
}
