using Melange.Host.Features;

namespace Melange.Host.Probing;

/// <summary>What is to be spoken: how people read it, and its phonemes.</summary>
/// <param name="Shown">For people.</param>
/// <param name="PhonemeIds">P in order.</param>
internal sealed record SpokenText(string Shown, long[] PhonemeIds)
{
    private const string Option = "--text";

    /// <summary>Finds a text: an utterance by its id or its exact text, or phonemes by their names.</summary>
    /// <exception cref="FaultException">It is none of these.</exception>
    public static SpokenText Find(string text, PreparedCorpus corpus)
    {
        var wanted = text.Trim();
        var utterance = corpus.Utterances.FirstOrDefault(other => other.Source.Id == wanted)
            ?? corpus.Utterances.FirstOrDefault(other => other.Source.Text == wanted);
        return utterance is not null
            ? new($"{utterance.Source.Text} ({utterance.Source.Id})", utterance.PhonemeIds)
            : OfPhonemes(wanted, corpus);
    }

    private static SpokenText OfPhonemes(string text, PreparedCorpus corpus)
    {
        var names = new PhonemeNames(corpus.Inventory.Phonemes);
        var words = text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var ids = words.Select(names.Find).ToList();
        var unknown = words.Where((_, i) => ids[i] is null).Distinct().ToList();
        if (words.Length > 0 && unknown.Count == 0)
            return new(text, [.. ids.Select(id => id!.Value)]);
        if (ids.Count(id => id is not null) > ids.Count / 2) // meant as phonemes
            throw new FaultException([.. unknown.Select(word => new Fault(Option, 0, names.Problem(word)))]);
        var known = corpus.Utterances.Select(other => other.Source.Id)
            .Concat(corpus.Utterances.Select(other => other.Source.Text)).Distinct();
        throw new FaultException([new(Option, 0,
            "there is no phonemizer yet: it must be the id or the exact text of an utterance of the corpus, or "
            + $"phonemes of its inventory parted by spaces, but was '{text}'.{NearestName.Suggest(text, known)}")]);
    }
}
