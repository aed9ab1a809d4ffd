using System.CommandLine;
using Melange.Host.Plugins;

namespace Melange.Host.Commands.Plugins;

/// <summary><c>melange plugins remove ID[@VERSION]</c>: takes a plugin away.</summary>
public static class RemovePluginCommand
{
    /// <summary>Builds the command.</summary>
    public static Command Build()
    {
        var name = new Argument<string>("plugin")
        {
            Description = "Its id, for all its versions, or id@version: MyAttention@0.1.0."
        };
        var command = new Command("remove", "Take a plugin away, and its pins.") { name, PluginsCommand.Root };
        command.SetAction(parsed => PluginsCommand.Run(() => Remove(
            new(parsed.GetRequiredValue(PluginsCommand.Root)), parsed.GetRequiredValue(name))));
        return command;
    }

    private static void Remove(PluginRoot root, string name)
    {
        foreach (var gone in new PluginInstaller(root).Remove(name))
            Console.Out.WriteLine($"Removed {gone}.");
    }
}
