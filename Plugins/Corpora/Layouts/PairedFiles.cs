namespace Melange.Plugins;

/// <summary>Finds recordings and their texts, each text in a file of its own that is called as the recording.</summary>
/// <param name="audioEnding">What stands in a recording's name behind the utterance's: <c>_mic1</c>.</param>
/// <param name="textEnding">What stands in a text's name between the utterance's and <c>.txt</c>:
/// <c>.normalized</c>.</param>
/// <param name="faults">Gathers texts that cannot be read, and that nothing was found.</param>
internal sealed class PairedFiles(string audioEnding, string textEnding, FaultCollector faults)
{
    private readonly List<CorpusEntry> entries = [];
    private readonly List<string> textless = [];
    private readonly List<string> silent = [];

    /// <summary>Reads the recordings and texts of one folder each.</summary>
    /// <param name="audio">The folder of the recordings.</param>
    /// <param name="texts">The folder of the texts.</param>
    /// <param name="speaker">Who speaks there.</param>
    /// <param name="emotion">In which style.</param>
    public void Read(CorpusFolder audio, CorpusFolder texts, string speaker, string emotion)
    {
        var ending = $"{textEnding}.txt";
        var said = texts.FileNames().Where(name => name.EndsWith(ending, StringComparison.Ordinal))
            .Select(name => name[..^ending.Length]).ToHashSet();
        foreach (var name in audio.FileNames().Where(AudioFiles.Is))
        {
            var stem = Path.GetFileNameWithoutExtension(name);
            if (!stem.EndsWith(audioEnding, StringComparison.Ordinal))
                continue;
            var id = stem[..^audioEnding.Length];
            if (said.Remove(id))
                Add(new(id, "", speaker, emotion, audio.File(name)) { Source = texts.File(id + ending) });
            else
                textless.Add(id);
        }
        silent.AddRange(said.Order(StringComparer.Ordinal));
    }

    /// <summary>What was found.</summary>
    /// <param name="folder">The corpus' folder.</param>
    public CorpusEntries Listed(CorpusFolder folder)
    {
        if (entries.Count == 0 && faults.IsEmpty)
            faults.Add(folder.Name, $"must hold recordings with texts, but none of its {textless.Count} recordings"
                + $"{(audioEnding.Length > 0 ? $" called *{audioEnding}" : "")} has one.");
        LeftOut[] leftOut = [new("recordings without a text", textless), new("texts without a recording", silent)];
        return new(folder, entries) { LeftOut = [.. leftOut.Where(kind => kind.Names.Count > 0)] };
    }

    private void Add(CorpusEntry entry)
    {
        var text = faults.Try(entry.Source.ReadWords);
        if (text is { Length: > 0 })
            entries.Add(entry with { Text = text });
        else
            textless.Add(entry.Id);
    }
}
