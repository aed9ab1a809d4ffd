using System.Text.Json;
using Melange.Host.Configs;
using Melange.Host.Machine;

namespace Melange.Host.Plugins;

/// <summary>What <c>plugins.lock.json</c> pins: SHA-256 of every file of plugins, by their folders' names.</summary>
internal sealed class PluginLock
{
    /// <summary>The option of every command that runs parts: unpinned plugins are refused.</summary>
    public const string Option = "--locked";

    private static readonly JsonSerializerOptions Json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        WriteIndented = true
    };

    private readonly string file;
    private readonly SortedDictionary<string, PinnedPlugin> plugins;

    private PluginLock(string file, PluginLockFile content) =>
        (this.file, plugins) = (file, new(content.Plugins.ToDictionary(), StringComparer.Ordinal));

    /// <summary>A lock that pins nothing.</summary>
    public static PluginLock None { get; } = new("", new() { Version = PluginLockFile.Format });

    /// <summary>Names of the pinned folders.</summary>
    public IEnumerable<string> Names => plugins.Keys;

    /// <summary>Reads the lock; one that does not exist pins nothing.</summary>
    /// <exception cref="FaultException">The file cannot be read.</exception>
    public static PluginLock Read(string file) => new(file, File.Exists(file)
        ? OptionsBinder.Bind<PluginLockFile>(LayeredConfig.Read(file, []))
        : new PluginLockFile { Version = PluginLockFile.Format });

    /// <summary>Whether a folder is pinned.</summary>
    public bool Has(PluginFolder folder) => plugins.ContainsKey(folder.Name);

    /// <summary>How a pinned folder differs from its pins; nothing for one that is not pinned.</summary>
    public IReadOnlyList<string> Differences(PluginFolder folder)
    {
        if (!plugins.TryGetValue(folder.Name, out var pinned))
            return [];
        var now = folder.FileHashes();
        return
        [
            .. now.Keys.Where(pinned.Files.ContainsKey).Where(name => now[name] != pinned.Files[name])
                .Select(name => $"{name} was changed"),
            .. now.Keys.Where(name => !pinned.Files.ContainsKey(name)).Select(name => $"{name} was added"),
            .. pinned.Files.Keys.Where(name => !now.ContainsKey(name)).Select(name => $"{name} is gone")
        ];
    }

    /// <summary>Pins a folder as it is.</summary>
    public void Pin(PluginFolder folder, PluginManifest manifest) => plugins[folder.Name] = new()
    {
        Id = manifest.Id,
        Version = manifest.Version,
        Files = folder.FileHashes()
    };

    /// <summary>Forgets a folder.</summary>
    public void Unpin(string name) => plugins.Remove(name);

    /// <summary>Writes the lock, whole or not at all.</summary>
    public void Write() => WholeFile.Write(file, JsonSerializer.Serialize(
        new PluginLockFile { Version = PluginLockFile.Format, Plugins = plugins }, Json) + "\n");
}
