using Melange.Host.Assembly.Options;
using Melange.Host.Configs;
using Melange.Host.Features;
using Melange.Host.Guarding;
using Melange.Host.Synthesis;

namespace Melange.Host.Checking;

/// <summary>Reads texts of the corpus with the phonemizer: does it speak the phonemes that are trained?</summary>
/// <param name="options">The run's options.</param>
/// <param name="corpus">The corpus.</param>
/// <param name="config">The run's config, for the faults' places.</param>
internal sealed class PhonemizerCheck(RunOptions options, PreparedCorpus corpus, LayeredConfig config)
{
    private const string Place = "synthesis.phonemizer";
    private const int Texts = 40; // spread over the corpus: some phonemizers start a program for each

    /// <summary>Reads them.</summary>
    /// <returns>A fault, with the first text that cannot be read and why; none where all can be.</returns>
    public IReadOnlyList<Fault> Run()
    {
        if (Built() is not { } phonemizer)
            return [];
        var reader = new PhonemeReader(phonemizer, corpus.Inventory);
        var texts = Spread().ToList();
        var unread = texts.Select(text => (Text: text, Cause: CauseOf(reader, text)))
            .Where(found => found.Cause is not null).ToList();
        return unread.Count == 0 ? [] : [config.FaultAt(Place, $"{Place} cannot read {unread.Count} of "
            + $"{texts.Count} texts of the corpus, the first '{unread[0].Text}': {unread[0].Cause}")];
    }

    private IPhonemizer? Built()
    {
        try
        {
            return options.Synthesis.Phonemizer?.BuildWatched(new(Directory.GetCurrentDirectory()));
        }
        catch (Exception unbuilt) when (unbuilt is PluginException or OptionsException or FaultException)
        {
            return null; // the check of the parts has said so
        }
    }

    private static string? CauseOf(PhonemeReader reader, string text)
    {
        try
        {
            reader.Read(text, Place);
            return null;
        }
        catch (FaultException unread)
        {
            return string.Join(' ', unread.Faults.Select(fault => fault.Message));
        }
    }

    private IEnumerable<string> Spread()
    {
        var texts = corpus.Utterances.Select(utterance => utterance.Source.Text).Distinct().ToList();
        var count = Math.Min(Texts, texts.Count);
        return Enumerable.Range(0, count).Select(i => texts[i * texts.Count / count]);
    }
}
