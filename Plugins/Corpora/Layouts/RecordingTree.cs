namespace Melange.Plugins;

/// <summary>Finds recordings in folders, and what lies beside them.</summary>
internal static class RecordingTree
{
    /// <summary>Lists the recordings with a text, in the order of their paths.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="faults">Gathers texts that cannot be read, names that are there twice, and that nothing was found.
    /// </param>
    public static CorpusEntries Read(CorpusFolder folder, FaultCollector faults)
    {
        var found = Below(folder, []).ToList();
        var namesakes = found.CountBy(one => one.Audio.Stem).ToDictionary();
        var entries = new List<CorpusEntry>();
        var textless = new List<string>();
        foreach (var (audio, path, beside) in found)
        {
            var id = namesakes[audio.Stem] == 1 ? audio.Stem : string.Join('_', [.. path, audio.Stem]);
            var text = faults.Try(() => TextBeside(audio, beside));
            if (text is null)
                textless.Add(id);
            else
                entries.Add(new(id, text.Text, path.FirstOrDefault() ?? folder.OwnName, CorpusEntry.Neutral, audio)
                {
                    Source = text.File,
                    Times = Beside(audio, beside, ".TextGrid") ?? LabOf(audio, beside, withTimes: true)
                });
        }
        foreach (var same in entries.GroupBy(entry => entry.Id).Where(same => same.Count() > 1))
            faults.Add(same.Last().Audio.Fault(0,
                $"id '{same.Key}' must be unique, but {same.First().Audio.Name} has it."));
        if (entries.Count == 0 && faults.IsEmpty)
            faults.Add(folder.Name, "must hold recordings with a text beside each (x.wav, x.txt), but none of its "
                + $"{found.Count} recordings has one.");
        LeftOut[] leftOut = textless.Count == 0 ? [] : [new("recordings without a text", textless)];
        return new(folder, entries) { LeftOut = leftOut };
    }

    /// <summary>Whether there is any recording, with or without a text.</summary>
    public static bool HasAny(CorpusFolder folder) => Below(folder, []).Any();

    private static IEnumerable<(CorpusFile Audio, string[] Path, HashSet<string> Beside)> Below(
        CorpusFolder folder, string[] path)
    {
        var names = folder.FileNames().ToHashSet();
        foreach (var name in names.Where(AudioFiles.Is))
            yield return (folder.File(name), path, names);
        foreach (var sub in folder.Folders())
            foreach (var one in Below(sub, [.. path, sub.OwnName]))
                yield return one;
    }

    private static CorpusFile? Beside(CorpusFile audio, HashSet<string> names, string ending) =>
        names.Contains(audio.Stem + ending) ? audio.Folder.File(audio.Stem + ending) : null;

    private static WrittenText? TextBeside(CorpusFile audio, HashSet<string> names)
    {
        var file = Beside(audio, names, ".txt") ?? LabOf(audio, names, withTimes: false);
        return file?.ReadWords() is { Length: > 0 } words ? new(words, file) : null;
    }

    // Aligners are given words in such files, and HTK writes times into them.
    private static CorpusFile? LabOf(CorpusFile audio, HashSet<string> names, bool withTimes) =>
        Beside(audio, names, ".lab") is { } file && TimesFile.HasTimes(file) == withTimes ? file : null;

    private sealed record WrittenText(string Text, CorpusFile File);
}
