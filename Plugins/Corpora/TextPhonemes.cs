namespace Melange.Plugins;

/// <summary>Finds the phonemes of utterances: those that a corpus lists, else those of a phonemizer.</summary>
/// <param name="phonemizer">Turns texts into phonemes, each text once; null where there is none.</param>
internal sealed class TextPhonemes(IPhonemizer? phonemizer)
{
    private const string Text = "text"; // what the contract has in the place of a file
    private readonly Dictionary<string, IReadOnlyList<string>> known = [];

    /// <summary>The phonemes of one utterance.</summary>
    /// <exception cref="FaultException">There are none to be had.</exception>
    public IReadOnlyList<string> Of(CorpusEntry entry)
    {
        if (entry.Phonemes.Count > 0)
            return entry.Phonemes;
        if (phonemizer is null)
            throw new FaultException(
                [entry.Fault("phonemes must not be empty where the corpus has no phonemizer, but is.")]);
        try
        {
            return known.TryGetValue(entry.Text, out var before) ? before
                : known[entry.Text] = phonemizer.Phonemize(entry.Text);
        }
        catch (FaultException cause)
        {
            throw new FaultException([.. cause.Faults.Select(
                fault => fault.File == Text ? entry.Fault(fault.Message) : fault)]);
        }
    }
}
