using System.Globalization;
using Melange.Host.Experiments;
using Spectre.Console;

namespace Melange.Host.Commands;

/// <summary>Prints the means of every metric, a row a variant.</summary>
public static class ResultTable
{
    /// <summary>Prints the table of the trials that are complete.</summary>
    public static void Print(ExperimentPlan plan, IAnsiConsole console)
    {
        var results = plan.Trials.Select(trial => trial.Folder.ReadResult()).OfType<TrialResult>().ToList();
        if (results.Count == 0)
            return;
        var legends = results[0].Metrics;
        var table = new Table().AddColumn("variant").AddColumn(new TableColumn("trials").RightAligned());
        foreach (var (name, legend) in legends)
            table.AddColumn(new TableColumn(Markup.Escape(Heading(name, legend))).RightAligned());
        foreach (var variant in plan.File.Variants.Keys)
            table.AddRow([.. Row(variant, [.. results.Where(result => result.Variant == variant)], legends.Keys)]);
        console.Write(table);
    }

    private static string Heading(string name, MetricLegend legend) =>
        $"{name}{(legend.Unit.Length > 0 ? $" [{legend.Unit}]" : "")} {(legend.HigherIsBetter ? "↑" : "↓")}";

    private static IEnumerable<string> Row(string variant, List<TrialResult> results, IEnumerable<string> metrics)
    {
        yield return Markup.Escape(variant);
        yield return results.Count.ToString(CultureInfo.InvariantCulture);
        foreach (var metric in metrics)
        {
            var values = results.SelectMany(result => result.Pairs)
                .Select(pair => pair.Values[metric]).OfType<double>().ToList();
            yield return values.Count == 0 ? "–" : values.Average().ToString("0.###", CultureInfo.InvariantCulture);
        }
    }
}
