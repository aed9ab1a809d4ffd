using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Melange.Plugins;

/// <summary>What all corpora by name do alike: alignments, phonemes, audio of any rate, references.</summary>
internal sealed class PublishedCorpus : ICorpus, IReferenceReader
{
    private readonly CorpusSettings settings;
    private readonly CorpusFolder? alignments;
    private readonly Func<CorpusFolder, FaultCollector, CorpusEntries> list;
    private readonly ReferenceFiles references;
    private readonly ILogger log;

    /// <summary>Creates the corpus; nothing is read yet.</summary>
    /// <param name="options">Its settings, which hold their rules.</param>
    /// <param name="context">Where it lies, and the format of its audio.</param>
    /// <param name="loggers">Where it says what it leaves out and puts right; null where nobody listens.</param>
    /// <param name="list">Lists the utterances of a folder, which exists, and gathers what is wrong.</param>
    public PublishedCorpus(PublishedCorpusOptions options, CorpusContext context, ILoggerFactory? loggers,
        Func<CorpusFolder, FaultCollector, CorpusEntries> list)
    {
        ArgumentNullException.ThrowIfNull(context);
        settings = new(options, context) { Phonemizer = options.Phonemizer };
        alignments = string.IsNullOrWhiteSpace(options.Alignments) ? null
            : CorpusSettings.FolderOf(options.Alignments, context);
        this.list = list;
        log = (loggers ?? NullLoggerFactory.Instance).CreateLogger<PublishedCorpus>();
        references = new(settings.Rules, settings.SampleRateHz, log);
    }

    /// <inheritdoc/>
    public IReadOnlyList<Utterance> Read() => new CorpusReading(settings, log).Read(faults =>
    {
        var corpus = list(settings.Folder, faults);
        faults.ThrowIfAny(); // without the list nothing else can be judged
        return alignments is not null ? AlignmentTree.Read(alignments).Aligned(corpus, faults)
            : settings.Phonemizer is not null || HasPhonemes(corpus) ? corpus
            : corpus with { NoPhonemes = corpus.NoPhonemes ?? Neither };
    });

    private Fault Neither => new(settings.Folder.Name, 0,
        "must have alignments, a folder of TextGrids, or a phonemizer, but there is neither.");

    private static bool HasPhonemes(CorpusEntries corpus) =>
        corpus.Entries.Any(entry => entry.Times is not null || entry.Phonemes.Count > 0);

    /// <inheritdoc/>
    public IReadOnlyList<float> ReadAudio(string path) => references.ReadAudio(path);

    /// <inheritdoc/>
    public IReadOnlyList<PhonemeInterval> ReadPhonemes(string path, double audioSeconds) =>
        references.ReadPhonemes(path, audioSeconds);
}
