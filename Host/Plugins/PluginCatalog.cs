using Melange.Host.Configs;
using Melange.Host.Guarding;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Melange.Host.Plugins;

/// <summary>All plugins that were found, the parts they offer, and those that were left out.</summary>
/// <remarks>
/// It is made from manifests, metadata and hashes alone. The code of a plugin is loaded when one of its parts is first
/// configured or built, and never if none is.
/// </remarks>
public sealed class PluginCatalog : IPartSource
{
    internal PluginCatalog(IReadOnlyList<InstalledPlugin> plugins, IReadOnlyList<RejectedPlugin> rejected)
    {
        (Plugins, Rejected) = (plugins, rejected);
        Parts = [.. plugins.SelectMany(plugin => plugin.Parts)];
    }

    /// <summary>The plugins that can be used, in the order of their folders.</summary>
    public IReadOnlyList<InstalledPlugin> Plugins { get; }

    /// <summary>The plugins that were left out, and why.</summary>
    public IReadOnlyList<RejectedPlugin> Rejected { get; }

    /// <summary>Every part that a plugin offers.</summary>
    public IReadOnlyList<CatalogPart> Parts { get; private init; }

    /// <inheritdoc/>
    public IEnumerable<string> LeftOut => Rejected.Select(plugin => $"{plugin.Folder}: {plugin.Cause}");

    /// <inheritdoc/>
    /// <remarks>
    /// Parts of a contract that a plugin has for itself are in no manifest: its own code, loaded by now, knows them.
    /// </remarks>
    public IReadOnlyList<IPartOffer> Offers(Type contract) => PartSlot.Of(contract) is { } slot
        ? [.. Parts.Where(part => part.Slot == slot)]
        : [.. Plugins.Where(plugin => plugin.IsLoaded).SelectMany(plugin => plugin.Code.Parts
            .Where(part => part.ContractType == contract)
            .Select(part => new CatalogPart(part.Slot, part.Id, plugin)))];

    /// <summary>The same catalogue, with somebody who is told of each part that is built.</summary>
    internal PluginCatalog Watched(Action<BuiltPart> watcher) => new(Plugins, Rejected)
    {
        Parts = [.. Parts.Select(part => part with { WhenBuilt = watcher })]
    };

    /// <summary>Finds every plugin of some folders.</summary>
    /// <remarks>A plugin that cannot be used is reported in <see cref="Rejected"/>; the others go on.</remarks>
    /// <param name="folders">Folders that hold one folder a plugin; missing ones are passed over.</param>
    /// <exception cref="FaultException">A lock beside such a folder cannot be read.</exception>
    public static PluginCatalog Load(IEnumerable<string> folders) => Load(folders, NullLoggerFactory.Instance);

    /// <summary>Finds every plugin of some folders.</summary>
    /// <param name="folders">Folders that hold one folder a plugin; missing ones are passed over.</param>
    /// <param name="loggers">Where parts log; stays the caller's to dispose.</param>
    /// <param name="isUnloadable">Whether the plugins' code can be unloaded again, by <see cref="Unload"/>.</param>
    /// <exception cref="FaultException">A lock beside such a folder cannot be read.</exception>
    public static PluginCatalog Load(IEnumerable<string> folders, ILoggerFactory loggers, bool isUnloadable = false)
    {
        ArgumentNullException.ThrowIfNull(folders);
        var search = new PluginSearch(loggers, isUnloadable);
        foreach (var root in folders.Where(Directory.Exists).Select(folder => new PluginRoot(folder)))
        {
            var pins = root.ReadLock();
            foreach (var folder in root.Folders())
                search.Add(folder, pins);
        }
        return search.Finish();
    }

    /// <summary>The services of one kind that the plugins registered; loads every plugin's code.</summary>
    /// <param name="leftOut">Told of each plugin that cannot be loaded; the others go on.</param>
    public IReadOnlyList<T> Services<T>(Action<PluginException> leftOut)
    {
        ArgumentNullException.ThrowIfNull(leftOut);
        var found = new List<T>();
        foreach (var plugin in Plugins)
            try
            {
                found.AddRange(plugin.Code.Services.GetServices<T>());
            }
            catch (PluginException failed)
            {
                leftOut(failed);
            }
        return found;
    }

    /// <summary>These plugins, and others in the place of those that have the same id.</summary>
    internal PluginCatalog With(PluginCatalog others) => new(
        [.. Plugins.Where(plugin => !others.Plugins.Any(other => other.Id == plugin.Id)), .. others.Plugins], Rejected);

    /// <summary>Disposes of the plugins' services, and unloads what was loaded to be unloaded.</summary>
    public void Unload()
    {
        foreach (var plugin in Plugins.Where(plugin => plugin.IsLoaded))
            plugin.Code.Dispose();
    }
}

/// <summary>A plugin that was left out.</summary>
/// <param name="Folder">Its folder, as shown to people.</param>
/// <param name="Cause">Why, in full sentences.</param>
public sealed record RejectedPlugin(string Folder, string Cause)
{
    /// <summary>Whether its files are others than those that were pinned: no run starts beside such a plugin.</summary>
    public bool IsTampered { get; init; }
}
