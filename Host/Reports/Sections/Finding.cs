using Melange.Host.Experiments.Statistics;
using Melange.Host.Pictures;

namespace Melange.Host.Reports.Sections;

/// <summary>Says in a few words a variant what the experiment showed, and what it did not.</summary>
internal static class Finding
{
    /// <summary>One finding for each variant but the first.</summary>
    public static IReadOnlyList<string> Sentences(ReportPage page)
    {
        var variants = page.Report.Variants;
        if (variants.All(variant => variant.Trials.Count == 0))
            return ["No trial has finished: nothing to compare."];
        if (variants.Count == 1)
            return [$"{variants[0].Name} is the only variant: nothing to compare it with."];
        return [.. Enumerable.Range(1, variants.Count - 1).SelectMany(index => Of(page, index))];
    }

    private static IEnumerable<string> Of(ReportPage page, int index)
    {
        var (first, variant) = (page.Report.Variants[0], page.Report.Variants[index]);
        var open = new[] { first, variant }.Where(one => one.Trials.Count == 0).Select(one => one.Name).ToList();
        if (open.Count > 0)
            return [$"{variant.Name} against {first.Name}: no trial of {string.Join(" and ", open)} has finished."];
        return page.Protocols.Count == 1
            ? [Sentence(page.Comparisons, index)]
            : page.Protocols.Select(protocol => $"Under {protocol}: "
                + Sentence([.. page.Comparisons.Where(metric => metric.Protocol == protocol)], index));
    }

    private static string Sentence(IReadOnlyList<MetricComparison> metrics, int index)
    {
        if (metrics.Count == 0)
            return "Nothing was measured.";
        var (first, variant) = (metrics[0].Variants[0].Variant, metrics[0].Variants[index].Variant);
        var shown = Shown(metrics, index, first);
        var rest = string.Concat(
            Rest("Better by itself, not among all tests: ", Sized(metrics, index, Verdict.Better, holds: false)),
            Rest("Worse by itself, not among all tests: ", Sized(metrics, index, Verdict.Worse, holds: false)),
            Rest("Undecided: ", Named(metrics, index, Verdict.Undecided)),
            Rest($"Fewer than {Estimate.FewestSeeds} seeds, so no verdict: ",
                Named(metrics, index, Verdict.TooFewSeeds)),
            Rest("Not measured in both: ", Named(metrics, index, Verdict.NotMeasured)),
            Rest("Not compared, since parts decide it whatever is learned: ",
                Named(metrics, index, Verdict.ByConstruction)));
        return shown.Count == 0
            ? $"Nothing is shown between {variant} and {first}.{rest}"
            : $"{variant} is {Listed(shown)}.{rest}";
    }

    private static List<string> Shown(IReadOnlyList<MetricComparison> metrics, int index, string first)
    {
        var clauses = new List<string>();
        Add("better than", Sized(metrics, index, Verdict.Better, holds: true));
        Add("worse than", Sized(metrics, index, Verdict.Worse, holds: true));
        Add("the same as", Named(metrics, index, Verdict.Same));
        return clauses;

        void Add(string word, List<string> metrics)
        {
            if (metrics.Count > 0)
                clauses.Add($"{word} {first} in {Listed(metrics)}");
        }
    }

    private static string Rest(string heading, List<string> metrics) =>
        metrics.Count == 0 ? "" : $" {heading}{Listed(metrics)}.";

    private static List<string> Sized(
        IReadOnlyList<MetricComparison> metrics, int index, Verdict verdict, bool holds) =>
        [.. metrics.Where(metric => metric.Variants[index].Verdict == verdict && metric.Variants[index].Holds == holds)
            .Select(metric => $"{metric.Metric} ({Digits.Signed(metric.Variants[index].Difference!.Mean)}"
                + $"{Units.After(metric.Legend.Unit)})")];

    private static List<string> Named(IReadOnlyList<MetricComparison> metrics, int index, Verdict verdict) =>
        [.. metrics.Where(metric => metric.Variants[index].Verdict == verdict).Select(metric => metric.Metric)];

    private static string Listed(List<string> names) => names.Count == 1
        ? names[0]
        : $"{string.Join(", ", names.SkipLast(1))} and {names[^1]}";
}
