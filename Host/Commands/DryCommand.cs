using System.CommandLine;
using Melange.Host.Checking;
using Melange.Host.Machine;
using Microsoft.Extensions.Logging;

namespace Melange.Host.Commands;

/// <summary><c>melange dry FOLDER</c>: the process of one dry run.</summary>
public static class DryCommand
{
    /// <summary>Builds the command; people use <c>describe</c> and <c>check</c> instead.</summary>
    public static Command Build()
    {
        var folder = new Argument<string>("folder") { Description = "The folder of the dry run." };
        var channel = ChannelOption.Build();
        var command = new Command("dry", "Try a run's model once (describe and check start these).")
        {
            folder, channel, PluginOptions.Locked
        };
        command.Hidden = true;
        command.SetAction(parsed => Run(
            new(parsed.GetRequiredValue(folder)), parsed.GetValue(PluginOptions.Locked),
            parsed.GetRequiredValue(channel)));
        return command;
    }

    // The folder is its maker's to take away.
    private static int Run(DryFolder folder, bool isLocked, string channelName)
    {
        using var channel = ProcessChannel.Connect(channelName);
        using var loggers = ErrorLog.Create(LogLevel.Warning);
        try
        {
            var catalog = PluginOptions.Load(isLocked, loggers);
            FlightRecorder.Open(folder.Flight);
            var run = new DryRun(folder.ReadConfig(), catalog, folder.ReadRequest());
            folder.WriteReport(run.Run(channel.WriteLine));
            return 0;
        }
        catch (FaultException fault)
        {
            folder.WriteFaults(fault.Faults);
            return ExitCode.BadInput;
        }
        catch (Exception failure)
        {
            Console.Error.WriteLine(failure.Message);
            return ExitCode.SomeFailed;
        }
    }
}
