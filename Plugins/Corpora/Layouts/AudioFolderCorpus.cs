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
    : PublishedCorpus(options.Validated(), context, loggers, (folder, faults) => Entries(folder, options, faults))
{
    /// <summary>Lists the recordings.</summary>
    internal static CorpusEntries Entries(CorpusFolder folder, AudioFolderOptions options, FaultCollector faults)
    {
        var layout = new MetadataLayout(folder) { MayHavePhonemes = true, Times = TimesNeed.WhereThere };
        var listed = layout.Metadata.Exists ? layout.List(faults, out _) : RecordingTree.Read(folder, faults);
        if (options.Alignments.Length > 0 || options.Phonemizer is not null)
            return listed with { Entries = [.. listed.Entries.Select(entry => entry with { Times = null })] };
        return WithTimesOfAll(listed) with
        {
            NoPhonemes = !listed.HavePhonemes && listed.Entries.Count > 0
                ? new(folder.Name, 0, "must have times beside its recordings (x.TextGrid, x.lab), or the corpus "
                    + "alignments or a phonemizer, but there is none.") : null
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
