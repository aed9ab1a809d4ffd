using System.CommandLine;
using Melange.Host.Checkpoints;
using Melange.Host.Experiments;
using Melange.Host.Machine;
using Melange.Host.Runs;
using Melange.Host.Training;
using Microsoft.Extensions.Logging;

namespace Melange.Host.Commands;

/// <summary><c>melange trial FOLDER</c>: the worker that runs one trial from its folder.</summary>
public static class TrialCommand
{
    /// <summary>Builds the command; people start <c>ab</c> instead.</summary>
    public static Command Build()
    {
        var folder = new Argument<string>("folder") { Description = "The trial's folder; its config.json is read." };
        var variant = new Option<string>("--variant")
        {
            Description = "Name of the variant, for the result.",
            DefaultValueFactory = _ => ""
        };
        var timing = new Option<int>(ExperimentTiming.Option)
        {
            Description = "Times the trained model for this round, and does nothing else."
        };
        var channel = ChannelOption.Build();
        var command = new Command("trial", "Run one trial from its folder (the experiment starts these).")
            { folder, variant, timing, channel, LoadOptions.AcceptDifferences, PluginOptions.Locked };
        command.Hidden = true;
        command.SetAction((parsed, asked) => Task.FromResult(Run(
            new(new(parsed.GetRequiredValue(folder)), parsed.GetRequiredValue(variant), LoadOptions.Rule(parsed),
                parsed.GetValue(PluginOptions.Locked), parsed.GetRequiredValue(channel))
            {
                TimingRound = parsed.GetValue(timing)
            }, asked)));
        return command;
    }

    // A worker stops when it is signalled itself, and when its input closes: the experiment asks so, or has died.
    private static int Run(Work work, CancellationToken asked)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(asked);
        var parent = new Thread(() => StopWithParent(stop)) { IsBackground = true };
        parent.Start();
        try
        {
            RunLogged(work, stop.Token);
            return 0;
        }
        catch (FaultException fault)
        {
            return FaultPrinter.PrintLines(fault, Console.Error);
        }
        catch (Exception closed) when (closed is IOException or UnauthorizedAccessException)
        {
            return FaultPrinter.PrintLines(new([new(work.Folder.Path, 0,
                $"a file cannot be read or written: {closed.Message}")]), Console.Error);
        }
        catch (DivergenceException divergence)
        {
            Console.Error.WriteLine(divergence.Message);
            return ExitCode.Diverged;
        }
        catch (OperationCanceledException)
        {
            return ExitCode.Stopped;
        }
    }

    // What is printed after it are the last words: the log writes behind, and is closed here.
    private static void RunLogged(Work work, CancellationToken stop)
    {
        using var channel = ProcessChannel.Connect(work.Channel);
        using var loggers = ErrorLog.Create(LogLevel.Information);
        var catalog = PluginOptions.Load(work.IsLocked, loggers);
        if (work.TimingRound > 0)
            new TimingWorker(work.Folder, catalog, work.Rule).Run(work.TimingRound, stop);
        else
            new TrialWorker(work.Folder, catalog, loggers, work.Rule)
                .Run(work.Variant, message => channel.WriteLine(message.ToLine()), stop);
    }

    private static void StopWithParent(CancellationTokenSource stop)
    {
        while (Console.In.Read() >= 0) { }
        stop.Cancel();
    }

    private sealed record Work(TrialFolder Folder, string Variant, LoadRule Rule, bool IsLocked, string Channel)
    {
        public int TimingRound { get; init; }
    }
}
