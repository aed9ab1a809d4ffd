using Microsoft.Extensions.Logging;

namespace Melange.Plugins;

/// <summary>Folders of recordings, each with its text beside it, as aligners take them.</summary>
/// <remarks>
/// <c>x.wav</c> or <c>x.flac</c> has its words in <c>x.txt</c> or <c>x.lab</c>, and its times in <c>x.TextGrid</c> or
/// <c>x.lab</c>, unless alignments or a phonemizer are given. The speaker is the first folder below the corpus', or the
/// corpus' own where the recordings lie in it. Where <c>metadata.csv</c> stands in the folder, it lists the utterances,
/// as it does of the corpora <c>text-folder</c> and <c>textgrid-folder</c>. Recordings without a text are left out,
/// counted and said.
/// </remarks>
public sealed class AudioFolderCorpus(
    AudioFolderOptions options, CorpusContext context, ILoggerFactory? loggers = null)
    : ICorpus, IReferenceReader, IReferenceFinder
{
    private readonly PublishedCorpus corpus = new(options.Validated(), context, loggers,
        (folder, faults) => Entries(folder, options, faults));

    /// <inheritdoc/>
    public IReadOnlyList<Utterance> Read() => corpus.Read();

    /// <inheritdoc/>
    public IReadOnlyList<float> ReadAudio(string path) => corpus.ReadAudio(path);

    /// <inheritdoc/>
    public IReadOnlyList<PhonemeInterval> ReadPhonemes(string path, double audioSeconds) =>
        corpus.ReadPhonemes(path, audioSeconds);

    /// <inheritdoc/>
    public ReferenceNotes? Find(string path) => FolderLayout.Find(path);

    /// <summary>Lists the recordings.</summary>
    internal static CorpusEntries Entries(CorpusFolder folder, AudioFolderOptions options, FaultCollector faults)
    {
        var mayHaveTimes = options.Alignments.Length == 0 && options.Phonemizer is null;
        var layout = new MetadataLayout(folder) { MayHavePhonemes = true, Times = TimesNeed.WhereThere };
        var listed = layout.Metadata.Exists ? layout.List(faults, out _) : RecordingTree.Read(folder, faults);
        if (options.Alignments.Length > 0 || options.Phonemizer is not null)
            return listed with { Entries = [.. listed.Entries.Select(entry => entry with { Times = null })] };
        var isMute = !listed.Entries.Any(entry => entry.Times is not null || entry.Phonemes.Count > 0);
        return WithTimesOfAll(listed) with
        {
            NoPhonemes = isMute && listed.Entries.Count > 0 ? new(folder.Name, 0, "must have times beside its "
                + "recordings (x.TextGrid, x.lab), or the corpus alignments or a phonemizer, but there is none.") : null
        };
    }

    // Where some recordings have times beside them, the others were not aligned.
    private static CorpusEntries WithTimesOfAll(CorpusEntries listed)
    {
        var without = listed.Entries.Where(entry => entry.Times is null).Select(entry => entry.Id).ToList();
        return without.Count == 0 || without.Count == listed.Entries.Count ? listed : listed with
        {
            Entries = [.. listed.Entries.Where(entry => entry.Times is not null)],
            LeftOut = [.. listed.LeftOut, new("recordings without times", without)]
        };
    }
}
