using Melange.Host.Reports.Evidence;
using Melange.Host.Runs;

namespace Melange.Host.Reports;

/// <summary>Says whether experiments can be compared: the same pairs, and metrics that mean the same.</summary>
internal static class RunAgreement
{
    private const int Shown = 5;

    /// <summary>Holds each experiment against the first.</summary>
    /// <exception cref="FaultException">Some cannot be compared; every fault is listed.</exception>
    public static void Check(IReadOnlyList<NamedRun> runs)
    {
        var faults = Twice(runs).Concat(runs.Skip(1).SelectMany(run =>
            Problems(runs[0], run).Select(problem => new Fault(run.Folder, 0, problem)))).ToList();
        if (faults.Count == 0 && Common(runs.SelectMany(run => TrialsOf(run.Report))).Count == 0)
            faults.Add(new(runs[0].Folder, 0,
                "there must be a metric that all trials of all runs have, but there is none."));
        if (faults.Count > 0)
            throw new FaultException(faults);
    }

    /// <summary>The finished trials of an experiment.</summary>
    public static IEnumerable<TrialResult> TrialsOf(ExperimentReport report) =>
        report.Variants.SelectMany(variant => variant.Trials).Select(trial => trial.Result);

    /// <summary>Names of the metrics that all trials have.</summary>
    public static HashSet<string> Common(IEnumerable<TrialResult> trials) => trials
        .Select(trial => trial.Metrics.Keys.ToHashSet())
        .Aggregate((all, names) => [.. all.Intersect(names)]);

    /// <summary>What a person should know of what is compared.</summary>
    public static IEnumerable<string> Notices(IReadOnlyList<NamedRun> runs, HashSet<string> compared)
    {
        var left = runs.SelectMany(run => TrialsOf(run.Report)).SelectMany(trial => trial.Metrics.Keys)
            .Distinct().Where(name => !compared.Contains(name)).ToList();
        if (left.Count > 0)
            yield return $"Not compared, since not every trial has it: {string.Join(", ", left)}.";
        var seeds = runs.Select(run => string.Join(", ", Seeds(run))).ToList();
        if (seeds.Distinct().Count() > 1)
            yield return "Differences are of the seeds that both variants have: "
                + $"{string.Join("; ", runs.Select((run, at) => $"{run.Name} has {seeds[at]}"))}.";
        var threads = runs.Select(run => $"{run.Report.Facts.Device} with {run.Report.Facts.Threads} threads").ToList();
        if (threads.Distinct().Count() > 1)
            yield return "Times do not compare: "
                + $"{string.Join("; ", runs.Select((run, at) => $"{run.Name} ran on {threads[at]}"))}.";
    }

    private static IEnumerable<int> Seeds(NamedRun run) =>
        TrialsOf(run.Report).Select(trial => trial.Seed).Distinct().Order();

    private static IEnumerable<Fault> Twice(IReadOnlyList<NamedRun> runs) => runs
        .GroupBy(run => Path.TrimEndingDirectorySeparator(Path.GetFullPath(run.Folder))).Where(same => same.Count() > 1)
        .Select(same => new Fault(same.First().Folder, 0, "stands twice among the runs to compare."));

    private static IEnumerable<string> Problems(NamedRun first, NamedRun run)
    {
        if (run.Report.Format != first.Report.Format)
            yield return $"its audio must have the rate, window and bins of {first.Folder}, but has others.";
        if (!run.Report.PhonemeNames.SequenceEqual(first.Report.PhonemeNames))
            yield return $"its phonemes must be those of {first.Folder}, in that order, but are others.";
        foreach (var problem in OfPairs(first, run).Concat(OfLegends(first, run)))
            yield return problem;
    }

    private static IEnumerable<string> OfPairs(NamedRun first, NamedRun run)
    {
        var (known, own) = (PairsOf(first), PairsOf(run));
        var lacking = known.Keys.Where(id => !own.ContainsKey(id)).ToList();
        var more = own.Keys.Where(id => !known.ContainsKey(id)).ToList();
        if (lacking.Count > 0)
            yield return $"it must have the pairs of {first.Folder}, but lacks {Some(lacking)}.";
        if (more.Count > 0)
            yield return $"it must have the pairs of {first.Folder} alone, but has {Some(more)}, too.";
        if (lacking.Count + more.Count == 0 && !known.Keys.SequenceEqual(own.Keys))
            yield return $"its pairs must be in the order of {first.Folder}, but are in another.";
        var both = own.Keys.Where(known.ContainsKey).ToList();
        var said = both.Where(id => own[id].Text != known[id].Text).ToList();
        if (said.Count > 0)
            yield return $"its pairs must have the texts of {first.Folder}, but have others: {Some(said)}.";
        var styled = both.Where(id => own[id].ReferenceId != known[id].ReferenceId)
            .Select(id => $"{id} ({own[id].ReferenceId}, there {known[id].ReferenceId})").ToList();
        if (styled.Count > 0)
            yield return $"its pairs must have the references of {first.Folder}, but have others: {Some(styled)}.";
    }

    private static IEnumerable<string> OfLegends(NamedRun first, NamedRun run)
    {
        var known = LegendsOf(first);
        foreach (var (name, legend) in LegendsOf(run))
            if (known.TryGetValue(name, out var other) && Meaning(legend) != Meaning(other))
                yield return $"its '{name}' must be what it is in {first.Folder}: {Meaning(other)} "
                    + $"But it is: {Meaning(legend)}";
    }

    private static string Meaning(MetricLegend legend) => $"{legend.Description} "
        + $"{(legend.Unit.Length > 0 ? $"In {legend.Unit}, " : "Without a unit, ")}"
        + $"{(legend.HigherIsBetter ? "higher" : "lower")} is better.";

    private static Dictionary<string, PairResult> PairsOf(NamedRun run) =>
        TrialsOf(run.Report).SelectMany(trial => trial.Pairs).DistinctBy(pair => pair.Id).ToDictionary(pair => pair.Id);

    private static Dictionary<string, MetricLegend> LegendsOf(NamedRun run) => TrialsOf(run.Report)
        .SelectMany(trial => trial.Metrics).DistinctBy(metric => metric.Key).ToDictionary();

    private static string Some(List<string> names) => string.Join(", ", names.Take(Shown))
        + (names.Count > Shown ? $" and {names.Count - Shown} more" : "");
}
