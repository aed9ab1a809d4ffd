namespace Melange.Plugins;

/// <summary>A folder whose <c>metadata.csv</c> lists the utterances: <c>id,text,speaker,emotion</c>.</summary>
/// <remarks>
/// <c>alignment.ctm</c> holds the times of all. Otherwise each utterance has, of these, the first that exists:
/// <c>textgrid/id.TextGrid</c>, <c>lab/id.lab</c>, and <c>wav/id.lab</c> where that holds times and not words.
/// </remarks>
/// <param name="Folder">The folder.</param>
internal sealed record MetadataLayout(CorpusFolder Folder)
{
    /// <summary>The name of the list.</summary>
    public const string FileName = "metadata.csv";

    /// <summary>The list.</summary>
    public CorpusFile Metadata => Folder.File(FileName);

    /// <summary>Whether a column of phonemes may follow.</summary>
    public bool MayHavePhonemes { get; init; }

    /// <summary>Which utterances have their times in a file.</summary>
    public TimesNeed Times { get; init; }

    /// <summary>Lists the utterances.</summary>
    /// <param name="faults">Gathers what is wrong.</param>
    /// <param name="hasPhonemes">Whether the list has a column of phonemes.</param>
    public CorpusEntries List(FaultCollector faults, out bool hasPhonemes)
    {
        var metadata = faults.Try(() => MetadataFile.Read(Metadata, MayHavePhonemes));
        faults.Add(metadata?.Faults ?? []);
        hasPhonemes = metadata?.HasPhonemes ?? false;
        return new(Folder, [.. metadata?.Rows.Select(Entry) ?? []]) { HasExactTexts = true };
    }

    private CorpusEntry Entry(MetadataRow row) =>
        new(row.Id, row.Text, row.Speaker, row.Emotion, Folder.File($"wav/{row.Id}.wav"))
        {
            Source = Metadata,
            Line = row.Line,
            Times = Times == TimesNeed.None ? null : ForAll.Exists ? ForAll : TimesOf(row),
            Phonemes = row.Phonemes.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)
        };

    private CorpusFile ForAll => Folder.File("alignment.ctm");

    private CorpusFile? TimesOf(MetadataRow row)
    {
        var grid = Folder.File($"textgrid/{row.Id}.TextGrid");
        CorpusFile[] labels = [Folder.File($"lab/{row.Id}.lab"), Folder.File($"wav/{row.Id}.lab")];
        return grid.Exists ? grid
            : Array.Find(labels, file => file.Exists && TimesFile.HasTimes(file))
            ?? (Times == TimesNeed.All ? grid : null);
    }
}

/// <summary>Which utterances of a corpus have their times in a file.</summary>
internal enum TimesNeed
{
    /// <summary>None: times are to be learned.</summary>
    None,
    /// <summary>Those whose file is there.</summary>
    WhereThere,
    /// <summary>All: a file that is not there is missing.</summary>
    All
}
