namespace Melange.Plugins;

/// <summary>Which texts of a corpus are kept out of training.</summary>
internal sealed class HeldOutTexts
{
    private readonly HashSet<string> texts;
    private readonly bool isLoose;

    private HeldOutTexts(HashSet<string> texts, bool isLoose) => (this.texts, this.isLoose) = (texts, isLoose);

    /// <summary>Whether they were drawn, so that others are as good.</summary>
    public bool AreDrawn { get; private init; }

    /// <summary>Whether an utterance is kept out.</summary>
    public bool Has(CorpusEntry entry) => texts.Contains(Key(entry.Text, isLoose));

    /// <summary>Chooses.</summary>
    /// <param name="options">What is kept out.</param>
    /// <param name="corpus">The utterances.</param>
    /// <param name="faults">Gathers what is wrong.</param>
    public static HeldOutTexts Choose(HeldOutOptions options, CorpusEntries corpus, FaultCollector faults)
    {
        if (options.File is null)
            return new(HeldOutDraw.Of(options, corpus, faults), isLoose: true) { AreDrawn = true };
        if (string.IsNullOrWhiteSpace(options.File))
            return new([], isLoose: false);
        var file = corpus.Folder.File(options.File);
        var listed = faults.Try(() => HeldOutFile.Read(file));
        var isJudged = listed is not null && faults.IsEmpty; // else it would only repeat what is wrong
        return new(isJudged ? Listed(listed!, corpus, file, faults) : [], !corpus.HasExactTexts);
    }

    /// <summary>What two texts have in common that say the same.</summary>
    /// <param name="text">The text.</param>
    /// <param name="isLoose">Whether only letters and digits count: speakers' transcripts differ in the rest.</param>
    public static string Key(string text, bool isLoose) =>
        isLoose ? string.Concat(text.Where(char.IsLetterOrDigit)).ToUpperInvariant() : text;

    private static HashSet<string> Listed(
        HeldOutFile listed, CorpusEntries corpus, CorpusFile file, FaultCollector faults)
    {
        var isLoose = !corpus.HasExactTexts;
        var said = corpus.Entries.Select(entry => entry.Text).ToHashSet();
        var keys = said.Select(text => Key(text, isLoose)).ToHashSet();
        var named = corpus.Entries.DistinctBy(entry => entry.Id).ToDictionary(entry => entry.Id, entry => entry.Text);
        var unsaid = listed.Texts.Where(text => !keys.Contains(Key(text.Key, isLoose))).ToList();
        var ids = unsaid.Where(text => named.ContainsKey(text.Key)).ToList();
        if (corpus.HasExactTexts && ids.Count > 0)
            faults.Add(file.Fault(ids[0].Value, $"must list texts, but lists {(ids.Count == 1 ? "an id" : "ids")}: "
                + $"'{ids[0].Key}' says '{named[ids[0].Key]}'."));
        var alike = said.ToLookup(text => Key(text, isLoose: true));
        faults.AddFirst([.. unsaid.Except(ids)],
            text => file.Fault(text.Value, $"no utterance says '{text.Key}'.{Suggestion(text.Key)}"),
            more => file.Fault(0, $"no utterance says {more} more of its texts."));
        var texts = listed.Texts.Keys.Concat(isLoose ? ids.Select(id => named[id.Key]) : [])
            .Select(text => Key(text, isLoose)).ToHashSet();
        if (keys.Count > 0 && keys.IsSubsetOf(texts))
            faults.Add(file.Fault(0, "must leave at least one text for training, but leaves none."));
        return texts;

        // Where another one differs in signs alone, nothing is compared with all of them.
        string Suggestion(string text) =>
            NearestName.Suggest(text, alike[Key(text, isLoose: true)].FirstOrDefault() is { } same ? [same] : said);
    }
}
