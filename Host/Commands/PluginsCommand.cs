using System.CommandLine;
using Melange.Host.Experiments;
using Melange.Host.Plugins;
using Spectre.Console;

namespace Melange.Host.Commands;

/// <summary><c>melange plugins</c>: lists what is installed; below it, what changes that.</summary>
public static class PluginsCommand
{
    /// <summary>Builds the command.</summary>
    public static Command Build()
    {
        var command = new Command("plugins", "List the plugins, the parts they offer, and those that were left out.");
        command.SetAction(_ => Run(AnsiConsole.Console));
        return command;
    }

    private static int Run(IAnsiConsole console)
    {
        var catalog = PluginCatalog.Load(RunAssembly.PluginFolders);
        var table = new Table().AddColumns("slot", "id", "plugin", "version", "pinned", "folder");
        foreach (var part in catalog.Parts.OrderBy(part => part.Slot).ThenBy(part => part.Id))
            table.AddRow(part.Slot, part.Id, part.Plugin.Id, part.Plugin.Version,
                part.Plugin.IsPinned ? "yes" : "no", part.Plugin.Folder);
        console.Write(table);
        foreach (var rejected in catalog.Rejected)
            console.WriteLine($"Left out: {rejected.Folder}: {rejected.Cause}");
        return 0;
    }
}
