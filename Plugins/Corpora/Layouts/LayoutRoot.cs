namespace Melange.Plugins;

/// <summary>The folder in which a published corpus begins.</summary>
/// <param name="Corpus">The corpus' name: <c>LJSpeech</c>.</param>
/// <param name="Holds">What the folder holds, for messages: <c>metadata.csv and wavs</c>.</param>
/// <param name="IsRoot">Whether a folder is it.</param>
internal sealed record LayoutRoot(string Corpus, string Holds, Func<CorpusFolder, bool> IsRoot)
{
    private const int Levels = 2;

    /// <summary>Throws unless a folder is it; names the one that was meant, some levels up or down.</summary>
    /// <exception cref="FaultException">It is not.</exception>
    public void MustBe(CorpusFolder folder)
    {
        if (IsRoot(folder))
            return;
        var meant = Near(folder) is { } near ? $" Did you mean '{near.Name}'?" : "";
        throw new FaultException([new(folder.Name, 0,
            $"must be the folder of {Corpus} that holds {Holds}, but holds {Shown(folder)}.{meant}")]);
    }

    /// <summary>The folder, or the nearest above or below that is it; null where none is.</summary>
    public CorpusFolder? Near(CorpusFolder folder) =>
        Down(folder).Concat(Up(folder)).FirstOrDefault(IsRoot);

    private static IEnumerable<CorpusFolder> Down(CorpusFolder folder)
    {
        IReadOnlyList<CorpusFolder> level = [folder];
        for (var depth = 0; depth <= Levels; depth++)
        {
            foreach (var one in level)
                yield return one;
            level = [.. level.SelectMany(one => one.Folders())];
        }
    }

    private static IEnumerable<CorpusFolder> Up(CorpusFolder folder)
    {
        var (path, name) = (Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder.DiskPath)), folder.Name);
        for (var height = 0; height < Levels && Path.GetDirectoryName(path) is { } above; height++)
        {
            var named = Path.GetDirectoryName(Path.TrimEndingDirectorySeparator(name));
            (path, name) = (above, string.IsNullOrEmpty(named) ? above : named);
            yield return new(path, name);
        }
    }

    private static string Shown(CorpusFolder folder)
    {
        const int most = 4;
        string[] names = [.. folder.Folders().Select(one => one.OwnName), .. folder.FileNames()];
        return names.Length == 0 ? "nothing"
            : string.Join(", ", names.Take(most)) + (names.Length > most ? ", ..." : "");
    }
}
