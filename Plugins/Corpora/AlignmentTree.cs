namespace Melange.Plugins;

/// <summary>The TextGrids that an aligner wrote for a corpus.</summary>
/// <remarks>
/// The Montreal Forced Aligner (MFA) writes a TextGrid for each recording that it could align, named as the recording,
/// in folders named as those that the recordings lay in: one a speaker, or deeper, or none. For others it writes none.
/// </remarks>
internal sealed class AlignmentTree
{
    private const string Ending = ".TextGrid";
    private readonly CorpusFolder folder;
    private readonly ILookup<string, CorpusFile> grids;

    private AlignmentTree(CorpusFolder folder, IEnumerable<CorpusFile> files) =>
        (this.folder, grids) = (folder, files.ToLookup(file => file.Stem));

    /// <summary>Lists the tree.</summary>
    /// <exception cref="FaultException">There is no such folder, or no TextGrid in it.</exception>
    public static AlignmentTree Read(CorpusFolder folder)
    {
        folder.MustExist();
        var paths = Directory.EnumerateFiles(folder.DiskPath, $"*{Ending}", SearchOption.AllDirectories);
        var tree = new AlignmentTree(folder, paths.Order(StringComparer.Ordinal).Select(path =>
            folder.File(Path.GetRelativePath(folder.DiskPath, path).Replace('\\', '/'))));
        return tree.grids.Count > 0 ? tree
            : throw new FaultException([new(folder.Name, 0, "must hold TextGrids, but holds none.")]);
    }

    /// <summary>The utterances with their TextGrids, without those that have none.</summary>
    /// <param name="corpus">The utterances.</param>
    /// <param name="faults">Gathers recordings with several TextGrids, and that no TextGrid fits.</param>
    public CorpusEntries Aligned(CorpusEntries corpus, FaultCollector faults)
    {
        var aligned = corpus.Entries.Select(entry => (Entry: entry, Times: GridOf(entry, faults))).ToList();
        var without = aligned.Where(one => one.Times is null).Select(one => one.Entry.Id).ToList();
        if (without.Count > 0 && without.Count == corpus.Entries.Count)
            faults.Add(folder.Name, $"must hold TextGrids named as the recordings, as '{without[0]}{Ending}', but none "
                + $"of its {grids.Count} is.{NearestName.Suggest(without[0], grids.Select(same => same.Key))}");
        return corpus with
        {
            Entries = [.. from one in aligned where one.Times is not null select one.Entry with { Times = one.Times }],
            LeftOut = without.Count == 0 ? corpus.LeftOut
                : [.. corpus.LeftOut, new($"utterances without a TextGrid in {folder.Name}", without)]
        };
    }

    // Named as the recording or as the utterance; of several, that in the folder of the speaker.
    private CorpusFile? GridOf(CorpusEntry entry, FaultCollector faults)
    {
        var named = grids[entry.Audio.Stem].ToList();
        var candidates = named.Count > 0 ? named : [.. grids[entry.Id]];
        if (candidates.Count < 2)
            return candidates.FirstOrDefault();
        var ofSpeaker = candidates.Where(file => file.Name.Split('/').Contains(entry.Speaker)).ToList();
        if (ofSpeaker.Count == 1)
            return ofSpeaker[0];
        var alike = ofSpeaker.Count > 1 ? ofSpeaker : candidates;
        faults.Add(alike[0].Fault(0,
            $"must be the only TextGrid of '{entry.Id}', but '{alike[1].Name}' is called so as well."));
        return alike[0];
    }
}
