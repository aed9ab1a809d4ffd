using System.CommandLine;
using Melange.Host.Plugins;

namespace Melange.Host.Commands.Plugins;

/// <summary><c>melange plugins pin</c>: pins every installed plugin as it is now.</summary>
public static class PinPluginsCommand
{
    /// <summary>Builds the command.</summary>
    public static Command Build()
    {
        var command = new Command("pin", "Pin the files of all plugins as they are now, in plugins.lock.json.")
            { PluginsCommand.Root };
        command.SetAction(parsed => PluginsCommand.Run(() => Pin(new(parsed.GetRequiredValue(PluginsCommand.Root)))));
        return command;
    }

    private static void Pin(PluginRoot root)
    {
        var pinned = new PluginInstaller(root).PinAll();
        var count = pinned.Count == 1 ? "1 plugin is" : $"{pinned.Count} plugins are";
        Console.Out.WriteLine($"{count} pinned in {PluginRoot.LockName}"
            + (pinned.Count == 0 ? "." : $": {string.Join(", ", pinned)}."));
    }
}
