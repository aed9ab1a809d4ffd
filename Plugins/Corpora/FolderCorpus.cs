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
    public ReferenceNotes? Find(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        var place = new RecordingPlace(path);
        var style = Settings.StyleAbove(place, IdOf(place.Stem));
        return style is null ? NotesOf(place) : (NotesOf(place) ?? new()) with { Style = style };
    }

    /// <summary>The id of the utterance whose recording is called so.</summary>
    private protected virtual string IdOf(string recording) => recording;

    /// <summary>Looks around a recording for its times and its words; null where neither is.</summary>
    private protected virtual ReferenceNotes? NotesOf(RecordingPlace place) => FolderLayout.NotesOf(place);

    /// <summary>Lists the utterances of its folder, which exists, and gathers what is wrong.</summary>
    private protected abstract CorpusEntries List(FaultCollector faults);
}
