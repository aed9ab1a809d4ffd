using Melange.Host.Experiments.Statistics;
using Melange.Host.Reports.Html;
using Melange.Host.Runs;
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
    /// <param name="console">Where to print.</param>
    public static void Print(IReadOnlyList<VariantTrials> trials, IAnsiConsole console)
    {
        var table = new Table { Title = new("95 % intervals; differences are paired, to the first variant") }
            .AddColumns("metric", "variant", "mean", "difference", "");
        table.Border = TableBorder.Minimal;
        var metrics = MetricComparison.All(trials);
        foreach (var metric in metrics)
            foreach (var variant in metric.Variants)
                table.AddRow([.. Row(metric, variant).Select(Spectre.Console.Markup.Escape)]);
        FileWidth.Set(console, WidthOfFiles);
        if (table.Rows.Count > 0)
            console.Write(table);
        foreach (var metric in metrics.Where(metric => metric.Legend.Source is not null))
            console.WriteLine($"{metric.Metric}: {metric.Legend.Text}");
    }

    private static IEnumerable<string> Row(MetricComparison metric, VariantComparison variant) =>
    [
        variant.Verdict == Verdict.Baseline ? Heading(metric) : "",
        variant.Variant,
        $"{EstimateText.Mean(variant.Mean)} {EstimateText.Interval(variant.Mean)}",
        variant.Verdict switch
        {
            Verdict.Baseline or Verdict.ByConstruction => "",
            Verdict.TooFewSeeds => VerdictText.BySeed(variant),
            _ => $"{EstimateText.SignedMean(variant.Difference)} {EstimateText.Interval(variant.Difference)}"
        },
        Judged(variant, metric.Legend)
    ];

    private static string Judged(VariantComparison variant, MetricLegend legend)
    {
        if (variant.Verdict == Verdict.Baseline && variant.IsByConstruction)
            return VerdictText.ByConstruction;
        var detail = VerdictText.Detail(variant, legend);
        return VerdictText.Word(variant.Verdict) + (detail.Length > 0 ? $" ({detail})" : "");
    }

    private static string Heading(MetricComparison metric)
    {
        var unit = metric.Legend.Unit.Length > 0 ? $", {metric.Legend.Unit}" : "";
        var direction = metric.Legend.HigherIsBetter ? "↑" : "↓";
        return $"{metric.Metric}{unit} {direction}";
    }
}
