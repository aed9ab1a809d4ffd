namespace Melange.Plugins;

/// <summary>Which speakers of a corpus are read, where each has a folder.</summary>
internal static class ChosenSpeakers
{
    /// <summary>The folders of the speakers that are asked for; all where none is.</summary>
    /// <param name="folders">The folders of all speakers.</param>
    /// <param name="asked">Names of speakers.</param>
    /// <param name="corpus">The corpus' folder, for messages.</param>
    /// <param name="faults">Gathers speakers that are not there.</param>
    public static IReadOnlyList<CorpusFolder> Of(IReadOnlyList<CorpusFolder> folders, IReadOnlyList<string> asked,
        CorpusFolder corpus, FaultCollector faults)
    {
        if (asked.Count == 0)
            return folders;
        var names = folders.Select(folder => folder.OwnName).ToHashSet();
        faults.AddFirst([.. asked.Where(name => !names.Contains(name))],
            name => new(corpus.Name, 0, $"must hold speaker '{name}', as speakers has it, but does not."
                + NearestName.Suggest(name, names)),
            more => new(corpus.Name, 0, $"must hold {more} more speakers that speakers has, but does not."));
        return [.. folders.Where(folder => asked.Contains(folder.OwnName))];
    }
}
