namespace Melange.Plugins;

/// <summary>Finds the phonemes of utterances: those that a corpus lists, else those of a phonemizer.</summary>
/// <param name="phonemizer">Turns texts into phonemes, each text once; null where there is none.</param>
/// <param name="done">Told of texts done, of all; may be null.</param>
internal sealed class TextPhonemes(IPhonemizer? phonemizer, Action<int, int>? done = null)
{
    private const int AtOnce = 500; // so that a person hears of it between

    private const string Text = "text"; // what the contract has in the place of a file
    private readonly Dictionary<string, IReadOnlyList<string>> known = [];
    private readonly FaultCollector refused = new();
    private int all;

    /// <summary>Asks for many at once where the phonemizer takes them; <see cref="Of"/> asks for the others.</summary>
    /// <param name="entries">The utterances of the corpus.</param>
    public void AskForAll(IEnumerable<CorpusEntry> entries)
    {
        string[] texts = [.. entries.Where(entry => entry.Times is null && entry.Phonemes.Count == 0)
            .Select(entry => entry.Text).Distinct()];
        all = texts.Length;
        if (phonemizer is IBatchPhonemizer batch)
            foreach (var some in texts.Chunk(AtOnce))
            {
                foreach (var (text, phonemes) in some.Zip(batch.PhonemizeAll(some)))
                    if (phonemes is not null)
                        known[text] = phonemes;
                done?.Invoke(known.Count, all);
            }
    }

    /// <summary>The phonemes of one utterance; null where there are none to be had.</summary>
    public IReadOnlyList<string>? Of(CorpusEntry entry) => refused.Try(() => Spoken(entry));

    /// <summary>Says which utterances have none: of a whole corpus, most for one reason.</summary>
    /// <param name="faults">Gathers the first, and the number of the others.</param>
    /// <param name="folder">What the corpus' folder is called.</param>
    public void Tell(FaultCollector faults, string folder) => faults.AddFirst(refused.All, fault => fault,
        more => new(folder, 0, $"must have phonemes for all of its texts, but {more} more faults are of this kind."
            + (phonemizer is null ? "" : " A fallback of the phonemizer, or a dictionary of your own, speaks what it "
                + "lacks (docs/plugins/phonemizers.md).")));

    private IReadOnlyList<string> Spoken(CorpusEntry entry)
    {
        if (entry.Phonemes.Count > 0)
            return entry.Phonemes;
        if (phonemizer is null)
            throw new FaultException(
                [entry.Fault("phonemes must not be empty where the corpus has no phonemizer, but is.")]);
        try
        {
            if (known.TryGetValue(entry.Text, out var before))
                return before;
            var phonemes = known[entry.Text] = phonemizer.Phonemize(entry.Text);
            done?.Invoke(known.Count, all);
            return phonemes;
        }
        catch (FaultException cause)
        {
            throw new FaultException([.. cause.Faults.Select(
                fault => fault.File == Text ? entry.Fault(fault.Message) : fault)]);
        }
    }
}
