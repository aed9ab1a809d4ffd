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
        return [.. Enumerable.Range(1, variants.Count - 1).Select(index => Sentence(page, index))];
    }

    private static string Sentence(ReportPage page, int index)
    {
        var (first, variant) = (page.Report.Variants[0], page.Report.Variants[index]);
        var unfinished = new[] { first, variant }.Where(one => one.Trials.Count == 0).Select(one => one.Name).ToList();
        if (unfinished.Count > 0)
            return $"{variant.Name} against {first.Name}: no trial of {string.Join(" and ", unfinished)} has finished.";
        var shown = Shown(page, index, first.Name);
        var rest = string.Concat(
            Rest("Better by itself, not among all tests: ", Sized(page, index, Verdict.Better, holds: false)),
            Rest("Worse by itself, not among all tests: ", Sized(page, index, Verdict.Worse, holds: false)),
            Rest("Undecided: ", Named(page, index, Verdict.Undecided)),
            Rest($"Fewer than {Estimate.FewestSeeds} seeds, so no verdict: ", Named(page, index, Verdict.TooFewSeeds)),
            Rest("Not measured in both: ", Named(page, index, Verdict.NotMeasured)),
            Rest("Not compared, since parts decide it whatever is learned: ",
                Named(page, index, Verdict.ByConstruction)));
        return shown.Count == 0
            ? $"Nothing is shown between {variant.Name} and {first.Name}.{rest}"
            : $"{variant.Name} is {Listed(shown)}.{rest}";
    }

    private static List<string> Shown(ReportPage page, int index, string first)
    {
        var clauses = new List<string>();
        Add("better than", Sized(page, index, Verdict.Better, holds: true));
        Add("worse than", Sized(page, index, Verdict.Worse, holds: true));
        Add("the same as", Named(page, index, Verdict.Same));
        return clauses;

        void Add(string word, List<string> metrics)
        {
            if (metrics.Count > 0)
                clauses.Add($"{word} {first} in {Listed(metrics)}");
        }
    }

    private static string Rest(string heading, List<string> metrics) =>
        metrics.Count == 0 ? "" : $" {heading}{Listed(metrics)}.";

    private static List<string> Sized(ReportPage page, int index, Verdict verdict, bool holds) =>
        [.. page.Comparisons.Where(metric => metric.Variants[index].Verdict == verdict
                && metric.Variants[index].Holds == holds)
            .Select(metric => $"{metric.Metric} ({Digits.Signed(metric.Variants[index].Difference!.Mean)}"
                + $"{Units.After(metric.Legend.Unit)})")];

    private static List<string> Named(ReportPage page, int index, Verdict verdict) =>
        [.. page.Comparisons.Where(metric => metric.Variants[index].Verdict == verdict)
            .Select(metric => metric.Metric)];

    private static string Listed(List<string> names) => names.Count == 1
        ? names[0]
        : $"{string.Join(", ", names.SkipLast(1))} and {names[^1]}";
}
