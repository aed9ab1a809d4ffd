using Microsoft.Extensions.Logging;

namespace Melange.Plugins;

/// <summary>A folder of audio, aligned with its phonemes by Praat TextGrids.</summary>
/// <remarks>
/// <c>metadata.csv</c> (<c>id,text,speaker,emotion</c>) lists the utterances in their order; <c>wav/id.wav</c> and
/// <c>textgrid/id.TextGrid</c>, or another file of times (<see cref="MetadataLayout"/>), hold them; a file of texts
/// says what is kept out of training. A phoneme that only held-out texts have is a fault: no model could learn it.
/// </remarks>
/// <param name="options">Its settings.</param>
/// <param name="context">Where it lies, and the format of its audio.</param>
/// <param name="loggers">Where it says what it puts right; null where nobody listens.</param>
/// <exception cref="OptionsException">The options break their rules.</exception>
public sealed class TextGridFolderCorpus(
    TextGridFolderOptions options, CorpusContext context, ILoggerFactory? loggers = null)
    : FolderCorpus(options.Validated(), context, phonemizer: null, loggers)
{
    private protected override CorpusEntries List(FaultCollector faults) =>
        new MetadataLayout(Settings.Folder) { Times = TimesNeed.All }.List(faults, out _);
}
