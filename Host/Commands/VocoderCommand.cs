using System.CommandLine;
using Melange.Host.Configs;
using Melange.Host.Machine;
using Melange.Host.Runs;
using Melange.Host.Training;
using Melange.Host.Vocoding;
using Microsoft.Extensions.Logging;

namespace Melange.Host.Commands;

/// <summary><c>melange vocoder FILE</c>: trains a vocoder.</summary>
public static class VocoderCommand
{
    private static readonly Argument<string> File = new("config")
    {
        Description = "The JSON file that says what is trained on which recordings: experiments/vocoder.json."
    };

    private static readonly Option<string[]> Settings = new("--set")
    {
        Description = "Sets a key of the file: --set training.steps=2000. May be given several times.",
        DefaultValueFactory = _ => []
    };

    private static readonly Option<string?> Out = new("--out")
    {
        Description = "Folder of checkpoints, curves, what is heard on the way, and the vocoder. Default: runs/ and "
            + "the file's name. Where training stands there, it goes on."
    };

    /// <summary>Builds the command.</summary>
    public static Command Build()
    {
        var command = new Command("vocoder", "Train a vocoder on the recordings of a corpus.")
        {
            File, Settings, Out, LoadOptions.AcceptDifferences, PluginOptions.Locked
        };
        command.SetAction((parsed, cancellation) => Task.FromResult(Run(parsed, cancellation)));
        return command;
    }

    private static int Run(ParseResult parsed, CancellationToken cancellation)
    {
        using var loggers = ErrorLog.Create(LogLevel.Warning);
        var file = parsed.GetRequiredValue(File);
        var folder = new VocoderFolder(
            parsed.GetValue(Out) ?? Path.Combine("runs", Path.GetFileNameWithoutExtension(file)));
        try
        {
            var catalog = PluginOptions.Load(parsed.GetValue(PluginOptions.Locked), loggers);
            var config = LayeredConfig.Read(file, parsed.GetRequiredValue(Settings));
            using var occupied = RunFolder.Occupy(folder.Path);
            using var told = cancellation.Register(() => Console.Out.WriteLine(
                "Stopping: the step ends and a checkpoint is kept. Asked once more, all ends at once."));
            var state = new VocoderTraining(config, catalog, folder, LoadOptions.Rule(parsed))
                .Run(Console.Out.WriteLine, cancellation);
            Console.Out.WriteLine($"Trained for {state.Step} steps in {state.Seconds / 60:f1} minutes. Written to "
                + $"{folder.Vocoder}: \"vocoder\": {{ \"use\": ..., \"path\": ... }} of synthesis takes it.");
            return 0;
        }
        catch (FaultException fault)
        {
            return FaultPrinter.Print(fault, Console.Error);
        }
        catch (DivergenceException divergence)
        {
            Console.Error.WriteLine(divergence.Message);
            return ExitCode.Diverged;
        }
        catch (OperationCanceledException)
        {
            Console.Out.WriteLine("Stopped. The same command goes on from here.");
            return ExitCode.Stopped;
        }
    }
}
