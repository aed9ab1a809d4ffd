using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Melange.Plugins;

/// <summary>A folder of audio, aligned with its phonemes by Praat TextGrids.</summary>
/// <remarks>
/// <c>metadata.csv</c> (<c>id,text,speaker,emotion</c>) lists the utterances in their order; <c>wav/id.wav</c> and
/// <c>textgrid/id.TextGrid</c> hold them; a file of texts says what is kept out of training. A phoneme that only
/// held-out texts have is a fault: no model could learn it.
/// </remarks>
public sealed class TextGridFolderCorpus : ICorpus, IReferenceReader, IReferenceFinder
{
    private readonly CorpusSettings settings;
    private readonly ReferenceFiles references;
    private readonly ILogger log;

    /// <summary>Creates the corpus; nothing is read yet.</summary>
    /// <param name="options">Its settings.</param>
    /// <param name="context">Where it lies, and the format of its audio.</param>
    /// <param name="loggers">Where it says what it puts right; null where nobody listens.</param>
    /// <exception cref="OptionsException">The options break their rules.</exception>
    public TextGridFolderCorpus(TextGridFolderOptions options, CorpusContext context, ILoggerFactory? loggers = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(context);
        settings = new(options.Validated(), context);
        log = (loggers ?? NullLoggerFactory.Instance).CreateLogger<TextGridFolderCorpus>();
        references = new(settings.Rules, settings.SampleRateHz, log);
    }

    /// <inheritdoc/>
    public IReadOnlyList<Utterance> Read() => new CorpusReading(settings, log).Read(faults =>
        new MetadataLayout(settings.Folder) { Times = TimesNeed.All }.List(faults, out _));

    /// <inheritdoc/>
    public IReadOnlyList<float> ReadAudio(string path) => references.ReadAudio(path);

    /// <inheritdoc/>
    public IReadOnlyList<PhonemeInterval> ReadPhonemes(string path, double audioSeconds) =>
        references.ReadPhonemes(path, audioSeconds);

    /// <inheritdoc/>
    public ReferenceNotes? Find(string path) => FolderLayout.Find(path);
}
