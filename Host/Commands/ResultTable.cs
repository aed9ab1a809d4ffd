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
        FileWidth.Set(console, WidthOfFiles);
        var metrics = MetricComparison.All(trials);
        foreach (var protocol in metrics.GroupBy(metric => metric.Protocol))
            console.Write(Protocol(protocol.Key, protocol));
        foreach (var given in metrics.Where(metric => metric.Legend.Source is not null)
            .DistinctBy(metric => metric.Metric))
            console.WriteLine($"{given.Metric}: {given.Legend.Text}");
    }

    private static Table Protocol(string protocol, IEnumerable<MetricComparison> metrics)
    {
        var title = $"{protocol}: 95 % intervals; differences are paired, to the first variant";
        var table = new Table { Title = new(title), Border = TableBorder.Minimal }
            .AddColumns("metric", "variant", "mean", "difference", "");
        foreach (var metric in metrics)
        {
            foreach (var variant in metric.Variants)
                table.AddRow([.. Row(metric, variant).Select(Spectre.Console.Markup.Escape)]);
            if (metric.Copies is { } copies)
                table.AddRow(
                    ["", "copy-synthesis", Spectre.Console.Markup.Escape(Estimated(copies)), "", "the ceiling"]);
        }
        return table;
    }

    private static IEnumerable<string> Row(MetricComparison metric, VariantComparison variant) =>
    [
        variant.Verdict == Verdict.Baseline ? Heading(metric) : "",
        variant.Variant,
        Estimated(variant.Mean),
        variant.Verdict switch
        {
            Verdict.Baseline or Verdict.ByConstruction or Verdict.Context => "",
            Verdict.TooFewSeeds => VerdictText.BySeed(variant),
            _ => $"{EstimateText.SignedMean(variant.Difference)} {EstimateText.Interval(variant.Difference)}"
        },
        Judged(variant, metric.Legend)
    ];

    private static string Estimated(Estimate? mean) => $"{EstimateText.Mean(mean)} {EstimateText.Interval(mean)}";

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
        var direction = metric.Legend.IsContext ? "" : metric.Legend.HigherIsBetter ? " ↑" : " ↓";
        return $"{metric.Metric}{unit}{direction}";
    }
}
