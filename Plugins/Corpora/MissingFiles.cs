namespace Melange.Plugins;

/// <summary>The files of one kind that a corpus must have, one an utterance.</summary>
/// <remarks>A folder is listed once, however many utterances have their files in it.</remarks>
internal sealed class MissingFiles
{
    private readonly Dictionary<string, HashSet<string>> names = [];
    private readonly IReadOnlyList<(CorpusEntry Entry, CorpusFile File)> wanted;

    /// <summary>Creates the list.</summary>
    /// <param name="entries">The utterances.</param>
    /// <param name="kind">The file of one; null where it needs none.</param>
    public MissingFiles(IReadOnlyList<CorpusEntry> entries, Func<CorpusEntry, CorpusFile?> kind) =>
        wanted = [.. from entry in entries let file = kind(entry) where file is not null select (entry, file)];

    /// <summary>Whether a file is there.</summary>
    public bool Has(CorpusFile file) => NamesIn(file.Folder).Contains(file.FileName);

    /// <summary>Says which are missing, and which file may have been meant; or that there is no such folder.</summary>
    public void Tell(FaultCollector faults)
    {
        var missing = wanted.Where(one => !Has(one.File)).ToList();
        var folders = missing.Select(one => one.File.Folder).Distinct().ToList();
        var gone = folders.Where(folder => !Directory.Exists(folder.DiskPath)).ToHashSet();
        faults.Add(folders.Where(gone.Contains).Select(folder => folder.Missing()));
        missing.RemoveAll(one => gone.Contains(one.File.Folder));
        var unclaimed = missing.Count == 0 ? null : Unclaimed();
        faults.AddFirst(missing,
            one => one.File.Fault(0, $"must exist, as {Place(one.Entry)} lists '{one.Entry.Id}', but does not."
                + NearestName.Suggest(one.File.FileName, unclaimed![one.File.Folder.DiskPath])),
            more => Common(missing).Fault(0,
                $"must have {more} more files that {missing[^1].Entry.Source.FileName} lists, but has not."));
    }

    private static string Place(CorpusEntry entry) =>
        entry.Line > 0 ? $"{entry.Source.FileName}:{entry.Line}" : entry.Source.FileName;

    // What stands in one line for the rest.
    private static CorpusFile Common(List<(CorpusEntry Entry, CorpusFile File)> missing)
    {
        var folder = missing[^1].File.Folder;
        return new(folder.DiskPath, folder.Name);
    }

    private ILookup<string, string> Unclaimed()
    {
        var claimed = wanted.Select(one => one.File.DiskPath).ToHashSet();
        return names.SelectMany(folder => folder.Value
            .Where(name => !claimed.Contains(Path.Combine(folder.Key, name)))
            .Select(name => (Folder: folder.Key, Name: name))).ToLookup(one => one.Folder, one => one.Name);
    }

    private HashSet<string> NamesIn(CorpusFolder folder)
    {
        if (!names.TryGetValue(folder.DiskPath, out var known))
            names[folder.DiskPath] = known = [.. folder.FileNames()];
        return known;
    }
}
