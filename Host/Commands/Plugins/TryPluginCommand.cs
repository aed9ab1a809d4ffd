using System.CommandLine;
using Melange.Host.Guarding;
using Melange.Host.Machine;
using Melange.Host.Plugins;
using Microsoft.Extensions.Logging.Abstractions;

namespace Melange.Host.Commands.Plugins;

/// <summary><c>melange plugins try FOLDER</c>: loads one plugin's code, for <c>plugins add</c>.</summary>
public static class TryPluginCommand
{
    /// <summary>Builds the command; people use <c>add</c> instead.</summary>
    public static Command Build()
    {
        var folder = new Argument<string>("plugin") { Description = "The plugin's folder." };
        var command = new Command("try", "Load one plugin (plugins add starts this).") { folder };
        command.Hidden = true;
        command.SetAction(parsed => Try(new(parsed.GetRequiredValue(folder))));
        return command;
    }

    private static int Try(PluginFolder folder)
    {
        var search = new PluginSearch(NullLoggerFactory.Instance, isUnloadable: false);
        search.Add(folder, PluginLock.None);
        var catalog = search.Finish();
        if (catalog.Rejected is [var rejected])
            return Refuse(rejected.Cause);
        try
        {
            foreach (var part in catalog.Parts)
                Activator.CreateInstance(part.Registration.OptionsType);
            return 0;
        }
        catch (PluginException failed)
        {
            return Refuse(failed.InnerException?.Message ?? failed.Message);
        }
    }

    // One line, the last: the folder has a name for now only, which nobody need see.
    private static int Refuse(string cause)
    {
        Console.Error.WriteLine(cause.ReplaceLineEndings(" "));
        return ExitCode.BadInput;
    }
}
