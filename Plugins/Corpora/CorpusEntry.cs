namespace Melange.Plugins;

/// <summary>One utterance as a corpus lists it, before its audio and its times are read.</summary>
/// <param name="Id">Unique name within the corpus.</param>
/// <param name="Text">What is said.</param>
/// <param name="Speaker">Who says it.</param>
/// <param name="Emotion">In which style.</param>
/// <param name="Audio">The file of its audio.</param>
internal sealed record CorpusEntry(string Id, string Text, string Speaker, string Emotion, CorpusFile Audio)
{
    /// <summary>The emotion of corpora that say nothing of one.</summary>
    public const string Neutral = "neutral";

    /// <summary>The file that lists it.</summary>
    public required CorpusFile Source { get; init; }

    /// <summary>Its line there, from 1; 0 where the file has no lines.</summary>
    public int Line { get; init; }

    /// <summary>The file that says when which phoneme sounds; null where there is none.</summary>
    public CorpusFile? Times { get; init; }

    /// <summary>Its phonemes as the corpus lists them; empty where it says nothing of them.</summary>
    public IReadOnlyList<string> Phonemes { get; init; } = [];

    /// <summary>What is said in it, for who has the recording alone.</summary>
    public ReferenceNotes Notes => new() { Text = Text, TextFile = Source.Name, TextLine = Line };

    /// <summary>A fault where it is listed.</summary>
    public Fault Fault(string message) => Source.Fault(Line, message);
}

/// <summary>The utterances of a corpus, in their order.</summary>
/// <param name="Folder">The corpus' folder.</param>
/// <param name="Entries">The utterances that can be used.</param>
internal sealed record CorpusEntries(CorpusFolder Folder, IReadOnlyList<CorpusEntry> Entries)
{
    /// <summary>Whether any of them has phonemes of its own, listed or with times.</summary>
    public bool HavePhonemes => Entries.Any(entry => entry.Times is not null || entry.Phonemes.Count > 0);

    /// <summary>What the layout has, but nobody can use, kind by kind.</summary>
    public IReadOnlyList<LeftOut> LeftOut { get; init; } = [];

    /// <summary>The fault that nobody says which phonemes any utterance has, which each would only repeat; null where
    /// somebody does.</summary>
    public Fault? NoPhonemes { get; init; }

    /// <summary>Whether held-out texts must be written to the letter, and no ids in their place.</summary>
    public bool HasExactTexts { get; init; }
}

/// <summary>Utterances or recordings of one kind that are left out.</summary>
/// <param name="What">What they are: <c>recordings without a text</c>.</param>
/// <param name="Names">Their names.</param>
internal sealed record LeftOut(string What, IReadOnlyList<string> Names)
{
    private const int Shown = 3;

    /// <summary>Some of the names.</summary>
    public string Some => string.Join(", ", Names.Take(Shown)) + (Names.Count > Shown ? ", ..." : "");
}
