using System.CommandLine;
using Melange.Host.Checking;
using Melange.Host.Machine;
using Melange.Host.Plugins;
using Microsoft.Extensions.Logging;
using Spectre.Console;

namespace Melange.Host.Commands;

/// <summary><c>melange check FILE</c>: makes all checks of an experiment and says what it would do.</summary>
public static class CheckCommand
{
    private static readonly Argument<string> Experiment = new("experiment")
    {
        Description = "The experiment's JSON file: experiments/demo.json."
    };

    private static readonly Option<string[]> Settings = new("--set")
    {
        Description = "Sets one key of every variant: --set training.steps=2000. May be given several times.",
        DefaultValueFactory = _ => []
    };

    private static readonly Option<string?> Out = new("--out")
    {
        Description = "Folder of the results. Default: runs/ and the experiment's name."
    };

    private static readonly Option<double> Minutes = new("--minutes")
    {
        Description = "Longest time for the dry run of a variant, in minutes. Above 0; default: 30.",
        DefaultValueFactory = _ => 30
    };

    /// <summary>Builds the command.</summary>
    public static Command Build()
    {
        var command = new Command("check",
            "Make all checks of an experiment, with a dry run of each variant; say what it would do. "
                + "Writes features alone.")
        {
            Experiment, Settings, SeedOptions.More, Out, Minutes, LoadOptions.WeightsOf, LoadOptions.AcceptDifferences,
            PluginOptions.Locked
        };
        command.SetAction(ExecuteAsync);
        return command;
    }

    private static async Task<int> ExecuteAsync(ParseResult parsed, CancellationToken cancellation)
    {
        using var loggers = ErrorLog.Create(LogLevel.Warning);
        try
        {
            var catalog = PluginOptions.Load(parsed.GetValue(PluginOptions.Locked), loggers);
            var file = parsed.GetRequiredValue(Experiment);
            var folder = parsed.GetValue(Out) ?? Path.Combine("runs", Path.GetFileNameWithoutExtension(file));
            var process = new DryProcess(
                Limit(parsed), parsed.GetValue(PluginOptions.Locked) ? [PluginLock.Option] : []);
            var check = new ExperimentCheck(Request(parsed, file, folder), catalog, MachineRoom.Of(folder),
                config => process.RunAsync(config, new(0, 0, IsCheck: true), cancellation));
            return Print(await check.RunAsync(variant => Console.Error.WriteLine($"Dry run: {variant}")), folder);
        }
        catch (FaultException fault)
        {
            return FaultPrinter.Print(fault, Console.Error);
        }
    }

    private static CheckRequest Request(ParseResult parsed, string file, string folder) =>
        new(file, parsed.GetRequiredValue(Settings), folder)
        {
            Seeds = SeedOptions.Of(parsed),
            WeightsOf = parsed.GetRequiredValue(LoadOptions.WeightsOf),
            Rule = LoadOptions.Rule(parsed)
        };

    private static int Print(CheckReport report, string folder)
    {
        foreach (var notice in report.Notices)
            Console.Out.WriteLine(notice);
        if (report.Variants.Count > 0)
            CheckTable.Print(report, folder, AnsiConsole.Console);
        Fault[] all = [.. report.Faults, .. report.Failures];
        if (all.Length > 0)
            FaultPrinter.Print(new FaultException(all), Console.Error);
        return report.Faults.Count > 0 ? ExitCode.BadInput : report.Failures.Count > 0 ? ExitCode.SomeFailed : 0;
    }

    private static TimeSpan Limit(ParseResult parsed) => parsed.GetValue(Minutes) is > 0 and < 100_000 and var minutes
        ? TimeSpan.FromMinutes(minutes)
        : throw new FaultException([new(Minutes.Name, 0,
            $"it must be above 0 and below 100000, but was {parsed.GetValue(Minutes)}.")]);
}
