using System.CommandLine;
using Melange.Host.Plugins;
using Microsoft.Extensions.Logging;

namespace Melange.Host.Commands;

/// <summary>How every command that runs parts finds its plugins.</summary>
public static class PluginOptions
{
    /// <summary>Whether unpinned plugins are refused.</summary>
    public static Option<bool> Locked { get; } = new(PluginLock.Option)
    {
        Description = "Refuse to run beside any plugin that plugins.lock.json does not pin."
    };

    /// <summary>Finds the plugins; says on the error output which were left out.</summary>
    /// <param name="isLocked">Whether unpinned ones are refused.</param>
    /// <param name="loggers">Where parts log.</param>
    /// <exception cref="FaultException">A plugin is not what was pinned; or is not pinned, and must be.</exception>
    public static PluginCatalog Load(bool isLocked, ILoggerFactory loggers)
    {
        var catalog = PluginCatalog.Load(PluginRoot.Standard, loggers);
        foreach (var rejected in catalog.Rejected.Where(rejected => !rejected.IsTampered))
            Console.Error.WriteLine($"Left out: {rejected.Folder}: {rejected.Cause}");
        var faults = catalog.Rejected.Where(rejected => rejected.IsTampered)
            .Select(rejected => new Fault(rejected.Folder, 0, rejected.Cause)).ToList();
        if (isLocked)
            faults.AddRange(catalog.Plugins.Where(plugin => !plugin.IsPinned).Select(plugin => new Fault(
                plugin.Folder, 0, $"it is not pinned, and {PluginLock.Option} was given; look at it, "
                    + "then run `melange plugins pin`.")));
        return faults.Count == 0 ? catalog : throw new FaultException(faults);
    }
}
