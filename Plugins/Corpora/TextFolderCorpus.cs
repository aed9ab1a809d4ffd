using Microsoft.Extensions.Logging;

namespace Melange.Plugins;

/// <summary>A folder of audio with its texts; nobody needs to know when which phoneme sounds.</summary>
/// <remarks>
/// <c>metadata.csv</c> (<c>id,text,speaker,emotion</c>, and <c>phonemes</c> if there is no phonemizer) lists the
/// utterances in their order; <c>wav/id.wav</c> holds them; a file of texts says what is kept out of training. A
/// phoneme that only held-out texts have is a fault: no model could learn it.
/// </remarks>
/// <param name="options">Its settings.</param>
/// <param name="context">Where it lies, and the format of its audio.</param>
/// <param name="loggers">Where it says what it puts right; null where nobody listens.</param>
/// <exception cref="OptionsException">The options break their rules.</exception>
public sealed class TextFolderCorpus(
    TextFolderOptions options, CorpusContext context, ILoggerFactory? loggers = null)
    : FolderCorpus(options.Validated(), context, options.Phonemizer, loggers)
{
    private protected override CorpusEntries List(FaultCollector faults)
    {
        var layout = new MetadataLayout(Settings.Folder) { MayHavePhonemes = true };
        var listed = layout.List(faults, out var hasPhonemes);
        var isMute = Settings.Phonemizer is null && listed.Entries.Count > 0 && !hasPhonemes;
        return listed with
        {
            NoPhonemes = isMute ? layout.Metadata.Fault(0,
                "must have a column phonemes, or the corpus a phonemizer, but there is neither.") : null
        };
    }
}
