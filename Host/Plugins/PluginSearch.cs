using Melange.Host.Guarding;
using Microsoft.Extensions.Logging;

namespace Melange.Host.Plugins;

/// <summary>One run through plugin folders: what can be used so far, and what was left out.</summary>
/// <param name="loggers">Where parts log.</param>
/// <param name="isUnloadable">Whether code can be unloaded again.</param>
internal sealed class PluginSearch(ILoggerFactory loggers, bool isUnloadable)
{
    private readonly List<InstalledPlugin> plugins = [];
    private readonly List<RejectedPlugin> rejected = [];

    /// <summary>Takes one plugin, or notes why it cannot be used. None of its code runs.</summary>
    public void Add(PluginFolder folder, PluginLock pins)
    {
        try
        {
            RefuseChanges(folder, pins);
            var manifest = folder.Check();
            var plugin = new InstalledPlugin(manifest, (folder.Shown, folder.FullPath), folder.Hash, () =>
            {
                RefuseChanges(folder, pins); // it may be long since the files were looked at
                return PluginEntry.Load(Path.Combine(folder.FullPath, manifest.Entry), loggers, isUnloadable);
            })
            {
                IsPinned = pins.Has(folder)
            };
            if (Clash(plugin) is { } clash)
                throw PluginException.While("found", $"{plugin}", new InvalidOperationException(clash));
            plugins.Add(plugin);
        }
        catch (FaultException unfit)
        {
            rejected.Add(new(folder.Shown, string.Join(' ', unfit.Faults)));
        }
        catch (TamperedException changed)
        {
            rejected.Add(new(folder.Shown, changed.Message) { IsTampered = true });
        }
        catch (Exception broken) when (broken is PluginException or IOException or UnauthorizedAccessException)
        {
            rejected.Add(new(folder.Shown, broken.Message));
        }
    }

    /// <summary>The catalogue of what was found.</summary>
    public PluginCatalog Finish() => new(plugins, rejected);

    private static void RefuseChanges(PluginFolder folder, PluginLock pins)
    {
        if (pins.Differences(folder) is { Count: > 0 } differences)
            throw new TamperedException(differences);
    }

    // Two versions of a plugin may stand side by side; two plugins may not offer the same part.
    private string? Clash(InstalledPlugin plugin)
    {
        if (plugins.FirstOrDefault(other => IsSamePlugin(other, plugin) && other.Version == plugin.Version) is { } twin)
            return $"its id and version are already those of plugin {twin}";
        foreach (var part in plugin.Parts)
        {
            if (plugin.Parts.Count(other => IsSame(part, other)) > 1)
                return $"it offers {part.Slot} '{part.Id}' twice";
            var earlier = plugins.FirstOrDefault(
                other => !IsSamePlugin(other, plugin) && other.Parts.Any(taken => IsSame(part, taken)));
            if (earlier is not null)
                return $"{part.Slot} '{part.Id}' is already offered by plugin {earlier}";
        }
        return null;
    }

    private static bool IsSamePlugin(InstalledPlugin one, InstalledPlugin other) =>
        one.Id.Equals(other.Id, StringComparison.OrdinalIgnoreCase);

    private static bool IsSame(CatalogPart one, CatalogPart other) => one.Slot == other.Slot && one.Id == other.Id;

    private sealed class TamperedException(IReadOnlyList<string> differences) : Exception(
        $"it is not what {PluginRoot.LockName} pins: {string.Join("; ", differences)}. If you know why, pin it anew "
        + "with `melange plugins pin`; else put back what was there.");
}
