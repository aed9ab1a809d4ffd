using Microsoft.Extensions.Logging;

namespace Melange.Plugins;

/// <summary>What all corpora by name do alike: times of alignments, or phonemes of a phonemizer.</summary>
public abstract class PublishedCorpus : FolderCorpus
{
    private readonly CorpusFolder? alignments;
    private readonly Func<CorpusFolder, FaultCollector, CorpusEntries> list;

    /// <summary>Creates the corpus; nothing is read yet.</summary>
    /// <param name="options">Its settings, which hold their rules.</param>
    /// <param name="context">Where it lies, and the format of its audio.</param>
    /// <param name="loggers">Where it says what it leaves out and puts right; null where nobody listens.</param>
    /// <param name="list">Lists the utterances of a folder, which exists, and gathers what is wrong.</param>
    private protected PublishedCorpus(PublishedCorpusOptions options, CorpusContext context, ILoggerFactory? loggers,
        Func<CorpusFolder, FaultCollector, CorpusEntries> list) : base(options, context, options.Phonemizer, loggers)
    {
        alignments = string.IsNullOrWhiteSpace(options.Alignments) ? null
            : CorpusSettings.FolderOf(options.Alignments, context);
        this.list = list;
    }

    private protected sealed override CorpusEntries List(FaultCollector faults)
    {
        var corpus = list(Settings.Folder, faults);
        faults.ThrowIfAny(); // without the list nothing else can be judged
        return alignments is not null ? AlignmentTree.Read(alignments).Aligned(corpus, faults)
            : Settings.Phonemizer is not null || corpus.HavePhonemes ? corpus
            : corpus with { NoPhonemes = corpus.NoPhonemes ?? Neither };
    }

    private Fault Neither => new(Settings.Folder.Name, 0,
        "must have alignments, a folder of TextGrids, or a phonemizer, but there is neither.");
}
