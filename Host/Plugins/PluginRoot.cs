namespace Melange.Host.Plugins;

/// <summary>A folder that holds one folder a plugin, and the lock beside it.</summary>
/// <param name="path">The folder: <c>plugins</c>.</param>
internal sealed class PluginRoot(string path)
{
    /// <summary>Name of a folder that plugins are looked for in.</summary>
    public const string FolderName = "plugins";

    /// <summary>Name of the file, beside the folder, that pins its plugins.</summary>
    public const string LockName = "plugins.lock.json";

    /// <summary>The folder beside the program.</summary>
    public static string Shipped => Path.Combine(AppContext.BaseDirectory, FolderName);

    /// <summary>The folders that plugins are looked for in: beside the program, then where the user stands.</summary>
    /// <remarks>
    /// In this exact spelling: on systems that ignore case, the sources in <c>Plugins</c> are no plugins.
    /// </remarks>
    public static IReadOnlyList<string> Standard { get; } =
    [
        Shipped,
        .. Directory.GetDirectories(".").Select(folder => Path.GetFileName(folder)).Where(name => name == FolderName)
    ];

    /// <summary>The folder.</summary>
    public string FullPath { get; } = Path.GetFullPath(path);

    /// <summary>The file that pins its plugins.</summary>
    public string LockFile => PluginFolder.Show(Path.Combine(Path.GetDirectoryName(FullPath)!, LockName));

    /// <summary>What is pinned here.</summary>
    /// <exception cref="FaultException">The file cannot be read.</exception>
    public PluginLock ReadLock() => PluginLock.Read(LockFile);

    /// <summary>The plugins' folders in ordinal order; names that start with a dot are no plugins.</summary>
    public IEnumerable<PluginFolder> Folders() =>
        Directory.EnumerateDirectories(path)
            .Where(inner => !Path.GetFileName(inner).StartsWith('.'))
            .Order(StringComparer.Ordinal)
            .Select(inner => new PluginFolder(inner));

    /// <summary>Where a plugin is put: <c>plugins/MyAttention@0.1.0</c>.</summary>
    public string PlaceOf(string id, string version) => Path.Combine(path, $"{id}@{version}");
}
