using System.CommandLine;
using Melange.Host.Experiments;
using Melange.Host.Plugins;
using Spectre.Console;

namespace Melange.Host.Commands;

/// <summary><c>melange plugins</c>: lists what is installed.</summary>
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
        var table = new Table().AddColumn("slot").AddColumn("id").AddColumn("plugin").AddColumn("version");
        foreach (var part in catalog.Parts.OrderBy(part => part.Registration.Slot).ThenBy(part => part.Registration.Id))
            table.AddRow(part.Registration.Slot, part.Registration.Id, part.Plugin.Id, part.Plugin.Version);
        console.Write(table);
        foreach (var rejected in catalog.Rejected)
            console.WriteLine($"Left out: {rejected.Folder}: {rejected.Cause}");
        return 0;
    }
}
