namespace Melange.Plugins;

/// <summary>The folder of a corpus.</summary>
/// <param name="DiskPath">Where it lies.</param>
/// <param name="Name">What the config calls it.</param>
internal sealed record CorpusFolder(string DiskPath, string Name)
{
    /// <summary>A file of the folder, whether it exists or not.</summary>
    public CorpusFile File(string relative) =>
        new(Path.Combine(DiskPath, relative), $"{Name.TrimEnd('/', '\\')}/{relative}");

    /// <summary>Names of the files in a sub folder, without folder; none where it is missing.</summary>
    public IReadOnlyList<string> FileNames(string subFolder)
    {
        var path = Path.Combine(DiskPath, subFolder);
        return Directory.Exists(path) ? [.. Directory.EnumerateFiles(path).Select(file => Path.GetFileName(file))] : [];
    }

    /// <summary>Throws unless the folder exists; suggests a folder beside it.</summary>
    /// <exception cref="FaultException">There is no such folder.</exception>
    public void MustExist()
    {
        if (!Directory.Exists(DiskPath))
            throw new FaultException([Missing(Path.GetFullPath(DiskPath), Name)]);
    }

    /// <summary>What is wrong where a folder within is missing; null where it is there.</summary>
    public Fault? MissingFolder(string subFolder)
    {
        var path = Path.Combine(DiskPath, subFolder);
        return Directory.Exists(path) ? null : Missing(Path.GetFullPath(path), File(subFolder).Name);
    }

    private static Fault Missing(string path, string name)
    {
        var full = Path.TrimEndingDirectorySeparator(path);
        var parent = Path.GetDirectoryName(full);
        var beside = Directory.Exists(parent) ? Directory.EnumerateDirectories(parent) : [];
        var suggestion = NearestName.Suggest(Path.GetFileName(full), beside.Select(folder => Path.GetFileName(folder)));
        return new(name, 0, $"must be a folder, but '{full}' does not exist.{suggestion}");
    }
}
