using System.CommandLine;
using System.Globalization;
using Melange.Host.Reports;
using Melange.Host.Runs;

namespace Melange.Host.Commands;

/// <summary><c>melange compare RUN RUN ...</c>: one report of several experiments that spoke the same pairs.</summary>
public static class CompareCommand
{
    private const int MostRuns = 100;

    private static readonly Argument<string[]> Runs = new("runs")
    {
        Description = "Folders of experiments' results, two or more: runs/demo runs/longer. The first variant of the "
            + "first is the baseline.",
        Arity = new(2, MostRuns)
    };

    private static readonly Option<string?> Out = new("--out")
    {
        Description = "Folder of the report. Default: runs/compare- and the names of the runs."
    };

    /// <summary>Builds the command.</summary>
    public static Command Build()
    {
        var command = new Command("compare",
            "Write one report of the finished trials of several experiments that spoke the same pairs.")
        {
            Runs, Out
        };
        command.SetAction(Execute);
        return command;
    }

    private static int Execute(ParseResult parsed)
    {
        var (runs, output) = (parsed.GetRequiredValue(Runs), parsed.GetValue(Out));
        var folder = output ?? Path.Combine("runs", $"compare-{string.Join('-', runs.Select(run =>
            Path.GetFileName(Path.TrimEndingDirectorySeparator(run))))}");
        try
        {
            Check(folder);
            var report = RunComparison.Of(runs, (
                TimeProvider.System.GetLocalNow().ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture),
                $"melange compare {string.Join(' ', runs)}{(output is null ? "" : $" --out {output}")}"));
            foreach (var notice in report.Facts.Notices)
                Console.WriteLine(notice);
            ReportCommand.Write(report, folder);
            Console.WriteLine($"Report: {RunFolder.ReportOf(folder)}");
            return 0;
        }
        catch (FaultException fault)
        {
            return FaultPrinter.Print(fault, Console.Error);
        }
    }

    private static void Check(string folder)
    {
        if (ExperimentReporting.IsOfExperiment(folder))
            throw new FaultException([new(folder, 0,
                "it is the folder of an experiment, whose report would be lost: --out for another.")]);
        if (RunFolder.Problem(folder) is { } problem)
            throw new FaultException([problem]);
    }
}
