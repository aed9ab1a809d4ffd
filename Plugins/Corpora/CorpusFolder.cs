namespace Melange.Plugins;

/// <summary>The folder of a corpus, or one within.</summary>
/// <param name="DiskPath">Where it lies.</param>
/// <param name="Name">What the config calls it.</param>
public sealed record CorpusFolder(string DiskPath, string Name)
{
    /// <summary>Its own name, without those above.</summary>
    public string OwnName => Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(DiskPath)));

    /// <summary>Whether it exists.</summary>
    public bool Exists => Directory.Exists(DiskPath);

    /// <summary>A file of the folder, whether it exists or not.</summary>
    public CorpusFile File(string relative) => new(Path.Combine(DiskPath, relative), NameOf(relative));

    /// <summary>A folder within, whether it exists or not.</summary>
    public CorpusFolder Sub(string relative) => new(Path.Combine(DiskPath, relative), NameOf(relative));

    /// <summary>Names of its files in ordinal order; none where it is missing.</summary>
    public IReadOnlyList<string> FileNames() => Exists ? Names(Directory.EnumerateFiles(DiskPath)) : [];

    /// <summary>Its folders in ordinal order; none where it is missing.</summary>
    public IReadOnlyList<CorpusFolder> Folders() =>
        Exists ? [.. Names(Directory.EnumerateDirectories(DiskPath)).Select(Sub)] : [];

    /// <summary>Throws unless the folder exists; suggests a folder beside it.</summary>
    /// <exception cref="FaultException">There is no such folder.</exception>
    public void MustExist()
    {
        if (!Exists)
            throw new FaultException([Missing()]);
    }

    /// <summary>The fault that it is missing; suggests a folder beside it.</summary>
    public Fault Missing()
    {
        var full = Path.TrimEndingDirectorySeparator(Path.GetFullPath(DiskPath));
        var parent = Path.GetDirectoryName(full);
        var beside = Directory.Exists(parent) ? Directory.EnumerateDirectories(parent) : [];
        var suggestion = NearestName.Suggest(Path.GetFileName(full), beside.Select(folder => Path.GetFileName(folder)));
        return new(Name, 0, $"must be a folder, but '{full}' does not exist.{suggestion}");
    }

    private string NameOf(string relative) => Name == "." ? relative : $"{Name.TrimEnd('/', '\\')}/{relative}";

    private static string[] Names(IEnumerable<string> paths) =>
        [.. paths.Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal)];
}
