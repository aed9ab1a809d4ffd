using System.CommandLine;
using Melange.Host.Checkpoints;
using Melange.Host.Configs;
using Melange.Host.Experiments.Statistics;
using Melange.Host.Machine;
using Melange.Host.Reports;
using Melange.Host.Reports.Evidence;
using Melange.Host.Runs;
using Microsoft.Extensions.Logging;
using Spectre.Console;

namespace Melange.Host.Commands;

/// <summary><c>melange report RUN</c>: writes the report of what is finished of an experiment.</summary>
public static class ReportCommand
{
    private static readonly Argument<string> Run = new("run")
    {
        Description = "Folder of an experiment's results: runs/demo."
    };

    /// <summary>Builds the command.</summary>
    public static Command Build()
    {
        var command = new Command("report",
            "Write the report of what is finished of an experiment, whether it was stopped, failed or went well.")
        {
            Run
        };
        command.SetAction(Execute);
        return command;
    }

    /// <summary>Writes the page and prints the table.</summary>
    internal static void Write(ExperimentReport report, string folder)
    {
        ReportWriter.Write(report, RunFolder.ReportOf(folder));
        VariantTrials[] trials = [.. report.Variants.Select(variant =>
            new VariantTrials(variant.Name, [.. variant.Trials.Select(trial => trial.Result)]))];
        ResultTable.Print(trials, AnsiConsole.Console);
        CostTable.Print(trials, report.Facts.TimingRounds, AnsiConsole.Console);
    }

    private static int Execute(ParseResult parsed)
    {
        var path = parsed.GetRequiredValue(Run);
        try
        {
            var planned = ExperimentReporting.Read(path);
            var report = ExperimentReporting.Finish(planned, path);
            if (report.Variants.All(variant => variant.Trials.Count == 0))
                throw new FaultException([new(path, 0, "no trial is finished yet.")]);
            foreach (var warning in Changes(planned, path))
                Console.Error.WriteLine(warning);
            Write(report, path);
            Console.WriteLine($"Report: {RunFolder.ReportOf(path)}");
            return 0;
        }
        catch (FaultException fault)
        {
            return FaultPrinter.Print(fault, Console.Error);
        }
    }

    // The report tells of those that ran; whoever runs on should know that others are installed now.
    private static IEnumerable<string> Changes(PlannedReport planned, string path)
    {
        using var loggers = ErrorLog.Create(LogLevel.Warning);
        var catalog = PluginOptions.Load(isLocked: false, loggers);
        return SaidOnce.Of(
            from trial in ExperimentReporting.Trials(planned, path)
            where File.Exists(trial.Folder.Result)
            let now = PluginStamps.Of(LayeredConfig.Read(trial.Folder.Config, []), catalog)
            from change in PluginStamps.Differences(trial.Folder.ReadPlugins(), now, _ => true)
            select (trial.Name, $"made by other plugins than those that are installed: {change}"), name => name)
            .Select(one => $"{one.First}: {one}");
    }
}
