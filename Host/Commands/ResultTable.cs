using Melange.Host.Experiments.Statistics;
using Melange.Host.Reports.Html;
using Spectre.Console;

namespace Melange.Host.Commands;

/// <summary>
/// Prints what the report says of each metric: means, intervals, and differences to the first variant.
/// </summary>
public static class ResultTable
{
    private const int WidthOfFiles = 120;

    /// <summary>Prints the table of the trials that are complete.</summary>
    /// <param name="trials">The finished trials of each variant, the first variant first.</param>
    /// <param name="seed">Seed of the resampling, as the report's.</param>
    /// <param name="console">Where to print.</param>
    public static void Print(IReadOnlyList<VariantTrials> trials, int seed, IAnsiConsole console)
    {
        var table = new Table { Title = new("95 % intervals; differences are paired, to the first variant") }
            .AddColumns("metric", "variant", "mean", "difference", "");
        table.Border = TableBorder.Minimal;
        foreach (var metric in MetricComparison.All(trials, seed))
            foreach (var variant in metric.Variants)
                table.AddRow([.. Row(metric, variant).Select(Spectre.Console.Markup.Escape)]);
        FileWidth.Set(console, WidthOfFiles);
        if (table.Rows.Count > 0)
            console.Write(table);
    }

    private static IEnumerable<string> Row(MetricComparison metric, VariantComparison variant) =>
    [
        variant.Verdict == Verdict.Baseline ? Heading(metric) : "",
        variant.Variant,
        $"{EstimateText.Mean(variant.Mean)} {EstimateText.Interval(variant.Mean)}",
        variant.Verdict == Verdict.Baseline
            ? ""
            : $"{EstimateText.SignedMean(variant.Difference)} {EstimateText.Interval(variant.Difference)}",
        variant.Verdict switch
        {
            Verdict.Better => "better",
            Verdict.Worse => "worse",
            Verdict.NoDifferenceShown => "no difference shown",
            Verdict.NotMeasured => "not measured in both",
            _ => ""
        }
    ];

    private static string Heading(MetricComparison metric)
    {
        var unit = metric.Legend.Unit.Length > 0 ? $", {metric.Legend.Unit}" : "";
        var direction = metric.Legend.HigherIsBetter ? "↑" : "↓";
        return $"{metric.Metric}{unit} {direction}";
    }
}
