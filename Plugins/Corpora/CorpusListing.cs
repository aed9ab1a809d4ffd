namespace Melange.Plugins;

/// <summary>The utterances that a corpus lists, and which of them are kept out of training.</summary>
internal sealed class CorpusListing
{
    private readonly HeldOutFile heldOut;

    private CorpusListing(CorpusFile file, MetadataFile? metadata, HeldOutFile heldOut)
    {
        (Metadata, this.heldOut) = (file, heldOut);
        (Rows, HasPhonemes) = (metadata?.Rows ?? [], metadata?.HasPhonemes ?? false);
    }

    /// <summary>The file that lists them.</summary>
    public CorpusFile Metadata { get; }

    /// <summary>The usable rows, in the order of the file.</summary>
    public IReadOnlyList<MetadataRow> Rows { get; }

    /// <summary>Whether the file has a column of phonemes.</summary>
    public bool HasPhonemes { get; }

    /// <summary>Whether an utterance's text is kept out of training.</summary>
    public bool IsHeldOut(MetadataRow row) => heldOut.Texts.ContainsKey(row.Text);

    /// <summary>Reads <c>metadata.csv</c> and the file of held-out texts.</summary>
    /// <param name="folder">The corpus' folder.</param>
    /// <param name="heldOutName">Name of the file of held-out texts; empty keeps none out.</param>
    /// <param name="mayHavePhonemes">Whether a column of phonemes may follow.</param>
    /// <param name="faults">Gathers what is wrong.</param>
    /// <exception cref="FaultException">There is no such folder.</exception>
    public static CorpusListing Read(
        CorpusFolder folder, string heldOutName, bool mayHavePhonemes, FaultCollector faults)
    {
        folder.MustExist();
        var file = folder.File("metadata.csv");
        var metadata = faults.Try(() => MetadataFile.Read(file, mayHavePhonemes));
        faults.Add(metadata?.Faults ?? []);
        var isAllIn = string.IsNullOrWhiteSpace(heldOutName);
        var heldOut = isAllIn ? HeldOutFile.None : faults.Try(() => HeldOutFile.Read(folder.File(heldOutName)));
        if (metadata is not null && faults.IsEmpty)
            TellOf(heldOut!, folder.File(heldOutName), metadata, faults);
        return new(file, metadata, heldOut ?? HeldOutFile.None);
    }

    private static void TellOf(HeldOutFile heldOut, CorpusFile file, MetadataFile metadata, FaultCollector faults)
    {
        var said = metadata.Rows.Select(row => row.Text).ToHashSet();
        var ids = metadata.Rows.Select(row => row.Id).ToHashSet();
        var unsaid = heldOut.Texts.Where(entry => !said.Contains(entry.Key)).ToList();
        var asIds = unsaid.Where(entry => ids.Contains(entry.Key)).ToList();
        if (asIds.Count > 0)
            faults.Add(file.Fault(asIds[0].Value, $"must list texts, but lists {(asIds.Count == 1 ? "an id" : "ids")}: "
                + $"'{asIds[0].Key}' says '{metadata.Rows.First(row => row.Id == asIds[0].Key).Text}'."));
        faults.AddFirst([.. unsaid.Except(asIds)],
            entry => file.Fault(entry.Value, $"no utterance says '{entry.Key}'.{NearestName.Suggest(entry.Key, said)}"),
            more => file.Fault(0, $"no utterance says {more} more of its texts."));
        if (said.Count > 0 && said.All(heldOut.Texts.ContainsKey))
            faults.Add(file.Fault(0, "must leave at least one text for training, but leaves none."));
    }
}
