using Melange.Host.Experiments.Statistics;
using Melange.Host.Pictures;
using Melange.Host.Reports.Html;
using Melange.Host.Runs;
using Spectre.Console;

namespace Melange.Host.Commands;

/// <summary>Prints what each variant takes of weights, work and time, beside what it is worth.</summary>
internal static class CostTable
{
    private const int WidthOfFiles = 120;

    /// <summary>Prints it for the variants that have a finished trial.</summary>
    /// <param name="trials">The finished trials of each variant.</param>
    /// <param name="timingRounds">How often each model was to be timed alone.</param>
    /// <param name="console">Where to print.</param>
    public static void Print(IReadOnlyList<VariantTrials> trials, int timingRounds, IAnsiConsole console)
    {
        var finished = trials.Where(variant => variant.Trials.Count > 0).ToList();
        if (finished.Count == 0)
            return;
        FileWidth.Set(console, WidthOfFiles);
        var table = new Table { Border = TableBorder.Minimal }
            .AddColumns("variant", "parameters", "of the estimator", "multiply-adds of a score", "time of a score",
                "memory to speak", "time of a training step");
        foreach (var column in table.Columns.Skip(1))
            column.RightAligned();
        foreach (var (name, results) in finished)
            table.AddRow([.. Row(name, results).Select(Spectre.Console.Markup.Escape)]);
        console.Write(table);
        var lines = new[] { CostText.WeightNote(trials), CostText.Method(trials, timingRounds) };
        foreach (var line in lines.OfType<string>())
            console.WriteLine(line);
    }

    private static IEnumerable<string> Row(string name, IReadOnlyList<TrialResult> results) =>
    [
        name, Digits.Count(results[0].Parameters), Digits.Count(results[0].EstimatorParameters),
        .. CostText.Cells(results)
    ];
}
