using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Melange.Host.Plugins;

/// <summary>One run through plugin folders: what is loaded so far, and what was left out.</summary>
internal sealed class PluginLoading
{
    private readonly List<LoadedPlugin> plugins = [];
    private readonly List<RejectedPlugin> rejected = [];
    private readonly IServiceCollection services = new ServiceCollection();

    /// <summary>Loads one plugin, or notes why it cannot be.</summary>
    public void Add(PluginFolder folder)
    {
        try
        {
            var manifest = folder.Check();
            Load(folder, manifest, new LoadedPlugin(manifest.Id, manifest.Version, folder.Shown, folder.Hash(), []));
        }
        catch (FaultException unfit)
        {
            rejected.Add(new RejectedPlugin(folder.Shown, string.Join(' ', unfit.Faults)));
        }
        catch (Exception broken)
        {
            rejected.Add(new RejectedPlugin(folder.Shown, broken.Message));
        }
    }

    /// <summary>The catalogue of what was loaded.</summary>
    public PluginCatalog Finish(ILoggerFactory loggers)
    {
        // Last, so that no plugin replaces them.
        services.AddSingleton(loggers).AddSingleton(typeof(ILogger<>), typeof(Logger<>));
        return new PluginCatalog(plugins, rejected, services.BuildServiceProvider());
    }

    private void Load(PluginFolder folder, PluginManifest manifest, LoadedPlugin plugin)
    {
        try
        {
            RefuseKnownId(plugin);
            var registered = PluginEntry.Register(Path.Combine(folder.FullPath, manifest.Entry));
            var parts = PluginEntry.PartsOf(registered).ToList();
            RefuseKnownParts(parts);
            foreach (var service in registered)
                services.Add(service);
            plugins.Add(plugin with { Parts = parts });
        }
        catch (Exception cause)
        {
            throw PluginException.While("loaded", plugin, cause);
        }
    }

    private void RefuseKnownId(LoadedPlugin plugin)
    {
        var earlier = plugins.FirstOrDefault(other => other.Id.Equals(plugin.Id, StringComparison.OrdinalIgnoreCase));
        if (earlier is not null)
            throw new InvalidOperationException($"its id is already that of plugin {earlier}");
    }

    private void RefuseKnownParts(List<PartRegistration> parts)
    {
        foreach (var part in parts)
        {
            if (parts.Count(other => IsSame(part, other)) > 1)
                throw new InvalidOperationException($"it offers {part.Slot} '{part.Id}' twice");
            if (plugins.FirstOrDefault(other => other.Parts.Any(taken => IsSame(part, taken))) is { } earlier)
                throw new InvalidOperationException($"{part.Slot} '{part.Id}' is already offered by plugin {earlier}");
        }
    }

    private static bool IsSame(PartRegistration one, PartRegistration other) =>
        one.Slot == other.Slot && one.Id == other.Id;
}
