using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Melange.Host.Plugins;

/// <summary>All plugins that were found, the parts they offer, and those that were left out.</summary>
public sealed class PluginCatalog
{
    internal PluginCatalog(
        IReadOnlyList<LoadedPlugin> plugins, IReadOnlyList<RejectedPlugin> rejected, IServiceProvider services)
    {
        (Plugins, Rejected, Services) = (plugins, rejected, services);
        Parts = [.. plugins.SelectMany(plugin => plugin.Parts.Select(part => new CatalogPart(part, plugin)))];
    }

    /// <summary>The plugins that can be used, in the order of their folders.</summary>
    public IReadOnlyList<LoadedPlugin> Plugins { get; }

    /// <summary>The plugins that were left out, and why.</summary>
    public IReadOnlyList<RejectedPlugin> Rejected { get; }

    /// <summary>Every part that a plugin offers.</summary>
    public IReadOnlyList<CatalogPart> Parts { get; private init; }

    /// <summary>What parts may ask for: the plugins' own services and an <see cref="ILoggerFactory"/>.</summary>
    public IServiceProvider Services { get; }

    internal static PluginCatalog Empty { get; } = new([], [], new ServiceCollection().BuildServiceProvider());

    /// <summary>The same catalogue, with somebody who is told of each part that is built.</summary>
    internal PluginCatalog Watched(Action<BuiltPart> watcher) => new(Plugins, Rejected, Services)
    {
        Parts = [.. Parts.Select(part => part with { WhenBuilt = watcher })]
    };

    /// <summary>Loads every plugin of some folders.</summary>
    /// <remarks>A plugin that cannot be loaded is reported in <see cref="Rejected"/>; the others go on.</remarks>
    /// <param name="folders">Folders that hold one folder a plugin; missing ones are passed over.</param>
    public static PluginCatalog Load(IEnumerable<string> folders) => Load(folders, new LoggerFactory());

    /// <summary>Loads every plugin of some folders.</summary>
    /// <param name="folders">Folders that hold one folder a plugin; missing ones are passed over.</param>
    /// <param name="loggers">Where parts log; stays the caller's to dispose.</param>
    public static PluginCatalog Load(IEnumerable<string> folders, ILoggerFactory loggers)
    {
        ArgumentNullException.ThrowIfNull(folders);
        var loading = new PluginLoading();
        foreach (var folder in folders.Where(Directory.Exists).SelectMany(PluginFoldersOf))
            loading.Add(folder);
        return loading.Finish(loggers);
    }

    private static IEnumerable<PluginFolder> PluginFoldersOf(string folder) =>
        Directory.EnumerateDirectories(folder)
            .Where(inner => !Path.GetFileName(inner).StartsWith('.'))
            .Order(StringComparer.Ordinal)
            .Select(inner => new PluginFolder(inner));
}
