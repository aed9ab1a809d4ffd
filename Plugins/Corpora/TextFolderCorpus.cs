using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Melange.Plugins;

/// <summary>A folder of audio with its texts; nobody needs to know when which phoneme sounds.</summary>
/// <remarks>
/// <c>metadata.csv</c> (<c>id,text,speaker,emotion</c>, and <c>phonemes</c> if there is no phonemizer) lists the
/// utterances in their order; <c>wav/id.wav</c> holds them; a file of texts says what is kept out of training. A
/// phoneme that only held-out texts have is a fault: no model could learn it.
/// </remarks>
public sealed class TextFolderCorpus : ICorpus, IReferenceReader, IReferenceFinder
{
    private readonly CorpusSettings settings;
    private readonly ReferenceFiles references;
    private readonly ILogger log;

    /// <summary>Creates the corpus; nothing is read yet.</summary>
    /// <param name="options">Its settings.</param>
    /// <param name="context">Where it lies, and the format of its audio.</param>
    /// <param name="loggers">Where it says what it puts right in references; null where nobody listens.</param>
    /// <exception cref="OptionsException">The options break their rules.</exception>
    public TextFolderCorpus(TextFolderOptions options, CorpusContext context, ILoggerFactory? loggers = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(context);
        settings = new(options.Validated(), context) { Phonemizer = options.Phonemizer };
        log = (loggers ?? NullLoggerFactory.Instance).CreateLogger<TextFolderCorpus>();
        references = new(settings.Rules, settings.SampleRateHz, log);
    }

    /// <inheritdoc/>
    public IReadOnlyList<Utterance> Read() => new CorpusReading(settings, log).Read(List);

    /// <inheritdoc/>
    public IReadOnlyList<float> ReadAudio(string path) => references.ReadAudio(path);

    /// <inheritdoc/>
    public IReadOnlyList<PhonemeInterval> ReadPhonemes(string path, double audioSeconds) =>
        references.ReadPhonemes(path, audioSeconds);

    /// <inheritdoc/>
    public ReferenceNotes? Find(string path) => FolderLayout.Find(path);

    private CorpusEntries List(FaultCollector faults)
    {
        var layout = new MetadataLayout(settings.Folder) { MayHavePhonemes = true };
        var listed = layout.List(faults, out var hasPhonemes);
        var isMute = settings.Phonemizer is null && listed.Entries.Count > 0 && !hasPhonemes;
        return listed with
        {
            NoPhonemes = isMute ? layout.Metadata.Fault(0,
                "must have a column phonemes, or the corpus a phonemizer, but there is neither.") : null
        };
    }
}
