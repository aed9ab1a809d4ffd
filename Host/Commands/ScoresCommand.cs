using System.CommandLine;
using Melange.Host.Experiments.Scores;
using Melange.Host.Reports;
using Melange.Host.Runs;

namespace Melange.Host.Commands;

/// <summary><c>melange scores RUN FILE</c>: takes scores that others gave into statistics and report.</summary>
public static class ScoresCommand
{
    private static readonly Argument<string> Run = new("run")
    {
        Description = "Folder of an experiment's results: runs/demo."
    };

    private static readonly Argument<string> Scores = new("file")
    {
        Description = "CSV with the columns trial, pair, metric, value, and perhaps unit, higher_is_better, margin."
    };

    /// <summary>Builds the command.</summary>
    public static Command Build()
    {
        var command = new Command("scores",
            "Take scores that other programs or listeners gave to the speech of an experiment into its report.")
        {
            Run, Scores
        };
        command.SetAction(Execute);
        return command;
    }

    private static int Execute(ParseResult parsed)
    {
        var path = parsed.GetRequiredValue(Run);
        try
        {
            var planned = ExperimentReporting.Read(path);
            using (RunFolder.Occupy(path))
                Store(parsed.GetRequiredValue(Scores), Finished(planned, path));
            ReportCommand.Write(ExperimentReporting.Finish(planned, path), path);
            Console.WriteLine($"Report: {RunFolder.ReportOf(path)}");
            return 0;
        }
        catch (FaultException fault)
        {
            return FaultPrinter.Print(fault, Console.Error);
        }
    }

    private static Dictionary<string, (TrialFolder Folder, TrialResult Result)> Finished(
        PlannedReport planned, string path)
    {
        var finished = ExperimentReporting.Trials(planned, path).Where(trial => File.Exists(trial.Folder.Result))
            .ToDictionary(trial => Path.GetRelativePath(path, trial.Folder.Path).Replace('\\', '/'),
                trial => (trial.Folder, trial.Folder.ReadOwnResult()!));
        return finished.Count > 0 ? finished : throw new FaultException([new(path, 0, "no trial is finished yet.")]);
    }

    // A metric is of one file: trials that a later file does not name have it no more.
    private static void Store(string file, Dictionary<string, (TrialFolder Folder, TrialResult Result)> finished)
    {
        var sheet = ScoreSheet.Read(file, finished.ToDictionary(trial => trial.Key, trial => trial.Value.Result));
        foreach (var (name, (folder, _)) in finished)
            folder.WriteScores(folder.ReadScores().Where(score => !sheet.Metrics.Contains(score.Key))
                .Concat(sheet.Trials.GetValueOrDefault(name) ?? new Dictionary<string, GivenScores>()).ToDictionary());
        foreach (var metric in sheet.Metrics)
            Console.WriteLine(Taken(metric, sheet, finished));
    }

    private static string Taken(
        string metric, ScoreSheet sheet, Dictionary<string, (TrialFolder Folder, TrialResult Result)> finished)
    {
        var given = sheet.Trials.Where(trial => trial.Value.ContainsKey(metric)).ToList();
        var values = given.Sum(trial => trial.Value[metric].Values.Values.OfType<double>().Count());
        var pairs = finished.Values.Sum(trial => trial.Result.Pairs.Count);
        return $"{metric}: {values} values for the {pairs} pairs of all trials, from {given.Count} of "
            + $"{finished.Count} trials.";
    }
}
