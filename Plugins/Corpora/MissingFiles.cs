namespace Melange.Plugins;

/// <summary>The files of one kind that a corpus must have, one an utterance.</summary>
/// <param name="folder">The corpus' folder.</param>
/// <param name="rows">The utterances.</param>
/// <param name="kind">Where such files lie, and how their names end: <c>wav</c>, <c>.wav</c>.</param>
internal sealed class MissingFiles(
    CorpusFolder folder, IReadOnlyList<MetadataRow> rows, (string Folder, string Ending) kind)
{
    /// <summary>The file of an utterance; null where it does not exist.</summary>
    public CorpusFile? Existing(MetadataRow row) => Of(row) is { Exists: true } file ? file : null;

    /// <summary>Says which are missing, and which file may have been meant; or that there is no such folder.</summary>
    public void Tell(FaultCollector faults)
    {
        var missing = rows.Where(row => Existing(row) is null).ToList();
        if (missing.Count > 0 && folder.MissingFolder(kind.Folder) is { } noFolder)
        {
            faults.Add(noFolder);
            return;
        }
        var unclaimed = missing.Count == 0 ? [] : Unclaimed();
        faults.AddFirst(missing,
            row => Of(row).Fault(0, $"must exist, as metadata.csv:{row.Line} lists '{row.Id}', but does not."
                + NearestName.Suggest(row.Id + kind.Ending, unclaimed)),
            more => folder.File(kind.Folder).Fault(0,
                $"must have {more} more files that metadata.csv lists, but has not."));
    }

    private CorpusFile Of(MetadataRow row) => folder.File($"{kind.Folder}/{row.Id}{kind.Ending}");

    private List<string> Unclaimed()
    {
        var claimed = rows.Select(row => row.Id + kind.Ending).ToHashSet();
        return [.. folder.FileNames(kind.Folder).Where(name => !claimed.Contains(name))];
    }
}
