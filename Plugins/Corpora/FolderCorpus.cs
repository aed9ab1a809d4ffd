using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Melange.Plugins;

/// <summary>What all corpora that are folders do alike; each lists its utterances in its own way.</summary>
public abstract class FolderCorpus : ICorpus, IReferenceReader, IReferenceFinder
{
    private readonly ReferenceFiles references;
    private readonly ILogger log;

    /// <summary>Creates the corpus; nothing is read yet.</summary>
    /// <param name="options">Its settings, which hold their rules.</param>
    /// <param name="context">Where it lies, and the format of its audio.</param>
    /// <param name="phonemizer">Turns texts into phonemes; null where nothing does.</param>
    /// <param name="loggers">Where it says what it leaves out and puts right; null where nobody listens.</param>
    private protected FolderCorpus(CorpusFolderOptions options, CorpusContext context,
        Part<IPhonemizer, PhonemizerContext>? phonemizer, ILoggerFactory? loggers)
    {
        ArgumentNullException.ThrowIfNull(context);
        Settings = new(options, context) { Phonemizer = phonemizer };
        log = (loggers ?? NullLoggerFactory.Instance).CreateLogger(GetType());
        references = new(Settings.Rules, Settings.SampleRateHz, log);
    }

    /// <summary>How its files are read.</summary>
    private protected CorpusSettings Settings { get; }

    /// <inheritdoc/>
    public IReadOnlyList<Utterance> Read() => new CorpusReading(Settings, log).Read(List);

    /// <inheritdoc/>
    public IReadOnlyList<float> ReadAudio(string path) => references.ReadAudio(path);

    /// <inheritdoc/>
    public IReadOnlyList<PhonemeInterval> ReadPhonemes(string path, double audioSeconds) =>
        references.ReadPhonemes(path, audioSeconds);

    /// <inheritdoc/>
    public virtual ReferenceNotes? Find(string path) => FolderLayout.Find(path);

    /// <summary>Lists the utterances of its folder, which exists, and gathers what is wrong.</summary>
    private protected abstract CorpusEntries List(FaultCollector faults);
}
