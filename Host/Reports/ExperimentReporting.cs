using Melange.Host.Experiments;
using Melange.Host.Plugins;
using Melange.Host.Reports.Evidence;

namespace Melange.Host.Reports;

/// <summary>Gathers what the trials of an experiment left, for its report.</summary>
public static class ExperimentReporting
{
    /// <summary>Gathers the finished trials, and the last words of those that failed.</summary>
    /// <param name="plan">The experiment.</param>
    /// <param name="catalog">The plugins it ran with.</param>
    /// <param name="failures">The last words of each trial that failed.</param>
    /// <param name="session">Wall time, date and command line of this session.</param>
    public static ExperimentReport Gather(ExperimentPlan plan, PluginCatalog catalog,
        IReadOnlyDictionary<Trial, string> failures, (double Seconds, string Date, string CommandLine) session)
    {
        var options = plan.Trials[0].Options;
        var variants = plan.File.Variants.Select(variant => new VariantReport(variant.Key,
            plan.File.Base.Differences(variant.Value), variant.Value.ToJson(), Finished(plan, variant.Key)));
        var facts = new ReportFacts([.. catalog.Plugins.Select(plugin => $"{plugin.Id} {plugin.Version}")],
            options.Device.ToString().ToLowerInvariant(), options.ThreadsHere,
            session.Seconds, session.Date, session.CommandLine)
        {
            Precision = string.Join(" and ", plan.Trials.Select(trial => trial.Options.Precision).Distinct().Order())
                .ToLowerInvariant()
        };
        return new(plan.Name, plan.Path, [.. variants],
            [.. failures.Select(failure => new FailedTrial(failure.Key.Variant, failure.Key.Seed, failure.Value))],
            options.Features, plan.Inventory.Phonemes, options.Seed, facts);
    }

    private static List<TrialReport> Finished(ExperimentPlan plan, string variant) =>
        [.. plan.Trials.Where(trial => trial.Variant == variant)
            .Select(trial => (trial.Folder, Result: trial.Folder.ReadResult()))
            .Where(trial => trial.Result is not null)
            .Select(trial => new TrialReport(trial.Result!, trial.Folder.Path))];
}
