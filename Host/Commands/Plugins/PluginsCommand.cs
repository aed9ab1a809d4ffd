using System.CommandLine;
using Melange.Host.Plugins;
using Spectre.Console;

namespace Melange.Host.Commands.Plugins;

/// <summary><c>melange plugins</c>: lists what is installed; the commands below it change that.</summary>
public static class PluginsCommand
{
    private const int WidthOfFiles = 1000; // in a file or a pipe, a line is a part

    internal static readonly Option<string> Root = new("--folder")
    {
        Description = "The folder that holds one folder a plugin. Default: plugins, where you are.",
        DefaultValueFactory = _ => PluginRoot.FolderName
    };

    /// <summary>Builds the command.</summary>
    public static Command Build()
    {
        var command = new Command("plugins", "List the plugins, the parts they offer, and those that were left out.")
        {
            AddPluginCommand.Build(), PinPluginsCommand.Build(), RemovePluginCommand.Build(),
            WatchPluginCommand.Build(), TryPluginCommand.Build()
        };
        command.SetAction(_ => Run(AnsiConsole.Console));
        return command;
    }

    /// <summary>Runs a command below it; faults go to the error output.</summary>
    internal static int Run(Action run)
    {
        try
        {
            run();
            return 0;
        }
        catch (FaultException fault)
        {
            return FaultPrinter.Print(fault, Console.Error);
        }
    }

    private static int Run(IAnsiConsole console) => Run(() =>
    {
        var catalog = PluginCatalog.Load(PluginRoot.Standard);
        var table = new Table().AddColumns("slot", "id", "plugin", "version", "pinned", "where");
        if (Console.IsOutputRedirected)
            (console.Profile.Width, table.Border) = (WidthOfFiles, TableBorder.None);
        foreach (var part in catalog.Parts.OrderBy(part => part.Slot).ThenBy(part => part.Id))
            table.AddRow(part.Slot, part.Id, part.Plugin.Id, part.Plugin.Version,
                part.Plugin.IsPinned ? "yes" : "no", Where(part.Plugin));
        console.Write(table);
        foreach (var rejected in catalog.Rejected)
            Console.Out.WriteLine($"Left out: {rejected.Folder}: {rejected.Cause}");
    });

    private static string Where(InstalledPlugin plugin) =>
        Path.GetFullPath(plugin.Folder).StartsWith(AppContext.BaseDirectory, StringComparison.Ordinal)
            ? "shipped" : plugin.Folder;
}
