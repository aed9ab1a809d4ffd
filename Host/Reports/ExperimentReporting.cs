using System.Text.Json;
using Melange.Host.Experiments;
using Melange.Host.Machine;
using Melange.Host.Reports.Evidence;
using Melange.Host.Runs;

namespace Melange.Host.Reports;

/// <summary>Gathers what the trials of an experiment left, for its report.</summary>
public static class ExperimentReporting
{
    private const string PlanName = "experiment.json";

    /// <summary>What a report says of an experiment before any trial is finished.</summary>
    /// <param name="plan">The experiment.</param>
    /// <param name="session">Wall time, date and command line of this session.</param>
    public static PlannedReport Plan(
        ExperimentPlan plan, (double Seconds, string Date, string CommandLine) session)
    {
        var options = plan.Trials[0].Options;
        var variants = plan.File.Variants.Select(variant => new VariantReport(
            variant.Key, plan.File.Base.Differences(variant.Value), variant.Value.ToJson(), []));
        var facts = new ReportFacts([], options.Device.ToString().ToLowerInvariant(), options.ThreadsHere,
            session.Seconds, session.Date, session.CommandLine)
        {
            Precision = string.Join(" and ", plan.Trials.Select(trial => trial.Options.Precision).Distinct().Order())
                .ToLowerInvariant(),
            TimingRounds = plan.File.Options.TimingRounds,
            Notices = plan.Notices
        };
        return new(plan.File.Options.Seeds, new(plan.Name, plan.Path, [.. variants], [], options.Features,
            plan.Inventory.Phonemes, facts));
    }

    /// <summary>Keeps what is known before any trial is finished.</summary>
    /// <param name="planned">It.</param>
    /// <param name="folder">Folder of the experiment's results.</param>
    public static void Keep(PlannedReport planned, string folder)
    {
        ArgumentNullException.ThrowIfNull(planned);
        WholeFile.Write(PlanFile(folder), JsonSerializer.Serialize(planned, TrialFolder.Json));
    }

    /// <summary>Whether a folder is that of an experiment's results.</summary>
    public static bool IsOfExperiment(string folder) => File.Exists(PlanFile(folder));

    /// <summary>Reads what was kept.</summary>
    /// <exception cref="FaultException">Nothing was, or it cannot be read.</exception>
    public static PlannedReport Read(string folder)
    {
        var file = PlanFile(folder);
        if (!IsOfExperiment(folder))
            throw new FaultException([new(folder, 0, $"is no folder of an experiment: it has no {PlanName}.")]);
        try
        {
            return JsonSerializer.Deserialize<PlannedReport>(File.ReadAllText(file), TrialFolder.Json)!;
        }
        catch (JsonException fault)
        {
            throw new FaultException([new(file, 0, $"this is no experiment's JSON: {fault.Message}")]);
        }
    }

    /// <summary>Adds the finished trials, and takes away failures that were mended since.</summary>
    /// <param name="planned">What is known of the experiment.</param>
    /// <param name="folder">Folder of its results.</param>
    public static ExperimentReport Finish(PlannedReport planned, string folder)
    {
        ArgumentNullException.ThrowIfNull(planned);
        var report = planned.Report;
        List<VariantReport> variants =
            [.. report.Variants.Select(variant => variant with { Trials = Finished(planned, variant.Name, folder) })];
        var trials = variants.SelectMany(variant => variant.Trials).ToList();
        return report with
        {
            Variants = variants,
            Failures = [.. report.Failures.Where(failure => !trials.Any(trial =>
                (trial.Result.Variant, trial.Result.Seed) == (failure.Variant, failure.Seed)))],
            Facts = report.Facts with { Plugins = PluginFacts.Of(trials) }
        };
    }

    /// <summary>Where the trials of an experiment stand.</summary>
    public static IEnumerable<(string Name, TrialFolder Folder)> Trials(PlannedReport planned, string folder) =>
        planned.Report.Variants.SelectMany(variant => planned.Seeds.Select(seed =>
            ($"{variant.Name}, seed {seed}", Trial.FolderOf(folder, variant.Name, seed))));

    private static string PlanFile(string folder) => Path.Combine(folder, PlanName);

    private static List<TrialReport> Finished(PlannedReport planned, string variant, string folder) =>
        [.. planned.Seeds.Select(seed => Trial.FolderOf(folder, variant, seed))
            .Select(trial => (trial.Path, Result: trial.ReadResult()))
            .Where(trial => trial.Result is not null)
            .Select(trial => new TrialReport(trial.Result!, trial.Path))];
}

/// <summary>A report without its trials.</summary>
/// <param name="Seeds">The seeds of each variant.</param>
/// <param name="Report">The report.</param>
public sealed record PlannedReport(IReadOnlyList<int> Seeds, ExperimentReport Report);
