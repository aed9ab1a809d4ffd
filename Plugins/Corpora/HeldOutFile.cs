namespace Melange.Plugins;

/// <summary>The texts that are kept out of training.</summary>
/// <param name="Texts">Each text with its line, from 1.</param>
internal sealed record HeldOutFile(IReadOnlyDictionary<string, int> Texts)
{
    /// <summary>Reads one text a line, without white space around it; empty lines are passed over.</summary>
    /// <exception cref="FaultException">The file is missing or cannot be read.</exception>
    public static HeldOutFile Read(CorpusFile file)
    {
        if (!file.Exists)
            throw file.Failure(0, "must list the texts kept out of training, but does not exist; "
                + "an empty HeldOut keeps none out.");
        var texts = new Dictionary<string, int>();
        foreach (var (text, index) in file.ReadLines().Select((text, index) => (text.Trim(), index)))
            if (text.Length > 0)
                texts.TryAdd(text, index + 1);
        return new(texts);
    }
}
