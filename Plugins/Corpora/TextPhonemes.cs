namespace Melange.Plugins;

/// <summary>Finds the phonemes of utterances: those that a corpus lists, else those of a phonemizer.</summary>
/// <param name="phonemizer">Turns texts into phonemes; null where there is none.</param>
/// <param name="file">The file that lists the utterances.</param>
internal sealed class TextPhonemes(IPhonemizer? phonemizer, CorpusFile file)
{
    private const string Text = "text"; // what the contract has in the place of a file

    /// <summary>The phonemes of one utterance.</summary>
    /// <exception cref="FaultException">There are none to be had.</exception>
    public IReadOnlyList<string> Of(MetadataRow row)
    {
        var listed = row.Phonemes.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        if (listed.Length > 0)
            return listed;
        if (phonemizer is null)
            throw file.Failure(row.Line, "phonemes must not be empty where the corpus has no phonemizer, but is.");
        try
        {
            return phonemizer.Phonemize(row.Text);
        }
        catch (FaultException cause)
        {
            throw new FaultException([.. cause.Faults.Select(
                fault => fault.File == Text ? file.Fault(row.Line, fault.Message) : fault)]);
        }
    }
}
