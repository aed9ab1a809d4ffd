using Melange.Host.Configs;
using Melange.Host.Reports.Evidence;
using Melange.Host.Runs;

namespace Melange.Host.Reports;

/// <summary>Puts the finished trials of several experiments that spoke the same pairs into one report.</summary>
/// <remarks>
/// Compared are the metrics that every trial has. Variants whose names clash are called by their experiment, too; each
/// is told by what its config has otherwise than that of the first.
/// </remarks>
public static class RunComparison
{
    private const string SeedKey = "seed";

    /// <summary>Reads the experiments and puts them together.</summary>
    /// <param name="folders">Folders of the experiments' results; the first variant of the first is the baseline.
    /// </param>
    /// <param name="session">Date and command line of this comparison.</param>
    /// <exception cref="FaultException">A folder has no results, or they cannot be compared; every fault is listed.
    /// </exception>
    public static ExperimentReport Of(IReadOnlyList<string> folders, (string Date, string CommandLine) session)
    {
        ArgumentNullException.ThrowIfNull(folders);
        var faults = new List<Fault>();
        var read = folders.Select(folder => faults.Try(() => Finished(folder))).ToList();
        if (faults.Count > 0)
            throw new FaultException(faults);
        var runs = Named(folders, [.. read.OfType<ExperimentReport>()]);
        RunAgreement.Check(runs);
        return Merged(runs, session);
    }

    private static ExperimentReport Merged(List<NamedRun> runs, (string Date, string CommandLine) session)
    {
        var compared = RunAgreement.Common(runs.SelectMany(run => RunAgreement.TrialsOf(run.Report)));
        var variants = runs.SelectMany(run => run.Report.Variants.Select(variant => (Run: run, Variant: variant)))
            .Select(one => Called(one.Variant, NameOf(one, runs), compared)).ToList();
        return runs[0].Report with
        {
            Name = string.Join(" and ", runs.Select(run => run.Name)),
            ExperimentFile = string.Join(", ", runs.Select(run => run.Report.ExperimentFile).Distinct()),
            Variants = [.. variants.Select(variant =>
                variant with { Differences = Differences(variants[0], variant) })],
            Failures = [.. runs.SelectMany(run => run.Report.Failures.Select(failure =>
                failure with { Variant = $"{run.Name}/{failure.Variant}" }))],
            Facts = Facts(runs, session, compared) with
            {
                Plugins = PluginFacts.Of(variants.SelectMany(one => one.Trials))
            },
            IsOfSeveral = true
        };
    }

    private static ExperimentReport Finished(string folder)
    {
        var report = ExperimentReporting.Finish(ExperimentReporting.Read(folder), folder);
        return RunAgreement.TrialsOf(report).Any()
            ? report : throw new FaultException([new(folder, 0, "no trial is finished yet.")]);
    }

    // A folder is called by its own name, or as the user named it where another has the same.
    private static List<NamedRun> Named(IReadOnlyList<string> folders, IReadOnlyList<ExperimentReport> reports)
    {
        var own = folders.Select(folder => Path.GetFileName(Path.TrimEndingDirectorySeparator(
            Path.GetFullPath(folder)))).ToList();
        return [.. reports.Select((report, at) => new NamedRun(folders[at],
            own.Count(name => name == own[at]) == 1 ? own[at] : folders[at], report))];
    }

    private static string NameOf((NamedRun Run, VariantReport Variant) one, List<NamedRun> runs) =>
        runs.SelectMany(run => run.Report.Variants).Count(other => other.Name == one.Variant.Name) == 1
            ? one.Variant.Name : $"{one.Run.Name}/{one.Variant.Name}";

    private static VariantReport Called(VariantReport variant, string name, HashSet<string> metrics) => variant with
    {
        Name = name,
        Trials = [.. variant.Trials.Select(trial => trial with
        {
            Result = trial.Result.Only(metrics) with { Variant = name }
        })]
    };

    private static IReadOnlyList<string> Differences(VariantReport first, VariantReport variant) =>
        ConfigOf(first) is { } baseline && ConfigOf(variant) is { } own ? baseline.Differences(own) : [];

    private static LayeredConfig? ConfigOf(VariantReport variant) => variant.Trials.Count == 0
        ? null : LayeredConfig.Read(new TrialFolder(variant.Trials[0].Folder).Config, []).Without([SeedKey]);

    private static ReportFacts Facts(
        List<NamedRun> runs, (string Date, string CommandLine) session, HashSet<string> compared)
    {
        var facts = runs.Select(run => run.Report.Facts).ToList();
        return new([], Each(one => one.Device), facts.Max(one => one.Threads), facts.Sum(one => one.TotalSeconds),
            session.Date, session.CommandLine)
        {
            Precision = Each(one => one.Precision),
            Notices = [.. RunAgreement.Notices(runs, compared),
                .. runs.SelectMany(run => run.Report.Facts.Notices.Select(notice => $"{run.Name}: {notice}"))]
        };

        string Each(Func<ReportFacts, string> of) => string.Join(" and ", facts.Select(of).Distinct());
    }
}

/// <summary>An experiment among several.</summary>
/// <param name="Folder">The folder of its results, as the user named it.</param>
/// <param name="Name">What it is called.</param>
/// <param name="Report">What it found.</param>
internal sealed record NamedRun(string Folder, string Name, ExperimentReport Report);
