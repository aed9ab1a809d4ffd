namespace Melange.Plugins;

/// <summary>The files that say when the phonemes of a corpus sound: one for all, or one an utterance.</summary>
/// <remarks>
/// <c>alignment.ctm</c> is for all. Otherwise each utterance has, of these, the first that exists:
/// <c>textgrid/id.TextGrid</c>, <c>lab/id.lab</c>, and <c>wav/id.lab</c> where that holds times and not words.
/// </remarks>
/// <param name="folder">The corpus' folder.</param>
/// <param name="rows">The utterances.</param>
/// <param name="rules">What is read of them, and what is put right.</param>
internal sealed class CorpusTimes(CorpusFolder folder, IReadOnlyList<MetadataRow> rows, TierRules rules)
{
    private readonly MissingFiles grids = new(folder, rows, ("textgrid", ".TextGrid"));
    private readonly CorpusFile forAll = folder.File("alignment.ctm");
    private TimesFile? readForAll;

    /// <summary>The file of an utterance's times; null where there is none.</summary>
    public CorpusFile? Existing(MetadataRow row) => forAll.Exists ? forAll
        : grids.Existing(row) ?? Labels(row).FirstOrDefault(IsThere);

    /// <summary>Says which are missing, and which file may have been meant; or that there is no such folder.</summary>
    public void Tell(FaultCollector faults)
    {
        if (!forAll.Exists)
            new MissingFiles(folder, [.. rows.Where(HasNoLabels)], ("textgrid", ".TextGrid"))
                .Tell(faults);
    }

    /// <summary>Which phoneme of an utterance sounds when; null where there is no file.</summary>
    /// <param name="row">The utterance.</param>
    /// <param name="audioSeconds">Duration of its audio in seconds; null where it is not known.</param>
    /// <exception cref="FaultException">The file is broken, or does not fit the audio.</exception>
    public PhonemeTier? Read(MetadataRow row, double? audioSeconds)
    {
        if (Existing(row) is not { } file)
            return null;
        var times = file == forAll ? readForAll ??= TimesFile.Read(file) : TimesFile.Read(file);
        return times.Phonemes(rules, row.Id, audioSeconds);
    }

    // Those with a TextGrid count as well: nobody else shall be offered it.
    private bool HasNoLabels(MetadataRow row) => grids.Existing(row) is not null || !Labels(row).Any(IsThere);

    private CorpusFile[] Labels(MetadataRow row) =>
        [folder.File($"lab/{row.Id}.lab"), folder.File($"wav/{row.Id}.lab")];

    // Beside audio, aligners are given the words in such files.
    private static bool IsThere(CorpusFile file) => file.Exists && TimesFile.HasTimes(file);
}
