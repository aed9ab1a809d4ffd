using System.Globalization;
using Melange.Host.Runs;

namespace Melange.Host.Experiments.Scores;

/// <summary>Scores that other programs, or listeners, gave to the speech of an experiment's trials.</summary>
/// <param name="Metrics">Names of the metrics that the file has.</param>
/// <param name="Trials">What each trial was given, by its name and then the metric's.</param>
public sealed record ScoreSheet(
    IReadOnlyList<string> Metrics, IReadOnlyDictionary<string, IReadOnlyDictionary<string, GivenScores>> Trials)
{
    /// <summary>So many faults are told, the others counted.</summary>
    public const int Told = 20;

    /// <summary>Reads a file of scores: <c>trial,pair,metric,value</c>, and what describes the metric.</summary>
    /// <param name="file">The file, as the user named it.</param>
    /// <param name="trials">What each finished trial found itself, by its name: <c>f2f/seed-1</c>.</param>
    /// <exception cref="FaultException">Something in it cannot be used; the first faults are listed.</exception>
    public static ScoreSheet Read(string file, IReadOnlyDictionary<string, TrialResult> trials)
    {
        ArgumentNullException.ThrowIfNull(trials);
        var table = ScoreFile.Read(file);
        var check = new ScoreCheck(trials);
        var ofRows = table.Rows.SelectMany(row =>
            check.Problems(row).Select(problem => new Fault(file, row.Line, problem)));
        var faults = table.Faults.Concat(ofRows).OrderBy(fault => fault.Line).ToList();
        if (table.Rows.Count == 0 && faults.Count == 0)
            faults.Add(new(file, 0, "must have a row with a score, but has none."));
        if (faults.Count > 0)
            throw new FaultException(faults.Count <= Told ? faults : [.. faults.Take(Told),
                new(file, 0, $"has {faults.Count - Told} more faults.")]);
        return Of(table);
    }

    private static ScoreSheet Of(ScoreFile table)
    {
        var legends = table.Rows.GroupBy(row => row[ScoreRow.Metric])
            .ToDictionary(metric => metric.Key, metric => LegendOf([.. metric], table.Source));
        return new([.. legends.Keys], table.Rows.GroupBy(row => row[ScoreRow.Trial]).ToDictionary(trial => trial.Key,
            trial => (IReadOnlyDictionary<string, GivenScores>)trial.GroupBy(row => row[ScoreRow.Metric]).ToDictionary(
                metric => metric.Key, metric => new GivenScores(legends[metric.Key],
                    metric.ToDictionary(row => row[ScoreRow.Pair], row => Number(row[ScoreRow.Value]))))));
    }

    private static MetricLegend LegendOf(IReadOnlyList<ScoreRow> rows, string source)
    {
        string Said(string column) => rows.Select(row => row[column]).FirstOrDefault(text => text.Length > 0, "");
        return new("Scores given from outside.", Said(ScoreRow.Unit),
            !bool.TryParse(Said(ScoreRow.HigherIsBetter), out var isHigherBetter) || isHigherBetter)
        {
            Margin = Number(Said(ScoreRow.Margin)),
            Source = source
        };
    }

    /// <summary>A number, or null where a field holds none that can be used.</summary>
    internal static double? Number(string field) =>
        double.TryParse(field, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
        && double.IsFinite(number) ? number : null;
}
