using Melange.Host.Experiments.Statistics;
using Melange.Host.Pictures;

namespace Melange.Host.Reports.Sections;

/// <summary>Says in a sentence a variant what the experiment showed, and what it did not.</summary>
internal static class Finding
{
    /// <summary>One sentence for each variant but the first.</summary>
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
        var better = Metrics(page, index, Verdict.Better);
        var worse = Metrics(page, index, Verdict.Worse);
        var open = Named(page, index, Verdict.NoDifferenceShown);
        var unmeasured = Named(page, index, Verdict.NotMeasured);
        var missing = unmeasured.Count == 0 ? "" : $" Not measured in both: {Listed(unmeasured)}.";
        if (better.Count + worse.Count == 0)
            return $"No difference shown between {variant.Name} and {first.Name} in {Listed(open)}.{missing}";
        string[] shown = [.. Clause("better", better, first.Name), .. Clause("worse", worse, first.Name)];
        var rest = open.Count == 0 ? "" : $"; no difference shown in {Listed(open)}";
        return $"{variant.Name} is {string.Join(" and ", shown)}{rest}.{missing}";
    }

    private static IEnumerable<string> Clause(string word, List<string> metrics, string first)
    {
        if (metrics.Count > 0)
            yield return $"{word} than {first} in {Listed(metrics)}";
    }

    private static List<string> Metrics(ReportPage page, int index, Verdict verdict) =>
        [.. page.Comparisons.Where(metric => metric.Variants[index].Verdict == verdict).Select(metric =>
            $"{metric.Metric} ({Digits.Signed(metric.Variants[index].Difference!.Mean)}"
            + $"{Units.After(metric.Legend.Unit)})")];

    private static List<string> Named(ReportPage page, int index, Verdict verdict) =>
        [.. page.Comparisons.Where(metric => metric.Variants[index].Verdict == verdict)
            .Select(metric => metric.Metric)];

    private static string Listed(List<string> names) => names.Count switch
    {
        0 => "any metric",
        1 => names[0],
        _ => $"{string.Join(", ", names.SkipLast(1))} and {names[^1]}"
    };
}
