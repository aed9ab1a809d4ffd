using Melange.Host.Runs;

namespace Melange.Host.Experiments.Scores;

/// <summary>Finds what is wrong with rows of scores, each against the trials and the rows before it.</summary>
/// <param name="trials">What each finished trial found itself, by its name.</param>
internal sealed class ScoreCheck(IReadOnlyDictionary<string, TrialResult> trials)
{
    private static readonly string[] OfMetric = [ScoreRow.Unit, ScoreRow.HigherIsBetter, ScoreRow.Margin];

    private readonly HashSet<string> measured =
        [.. trials.Values.SelectMany(trial => trial.Metrics.Keys)];

    private readonly Dictionary<string, HashSet<string>> pairs = trials.ToDictionary(
        trial => trial.Key, trial => trial.Value.Pairs.Select(pair => pair.Id).ToHashSet());

    private readonly Dictionary<(string Trial, string Pair, string Metric), int> lines = [];
    private readonly Dictionary<(string Metric, string Column), (string Text, int Line)> said = [];

    /// <summary>What is wrong with the next row.</summary>
    public IEnumerable<string> Problems(ScoreRow row) =>
        [.. OfPlace(row), .. OfName(row[ScoreRow.Metric]), .. OfNumbers(row), .. OfLegend(row), .. Twice(row)];

    private IEnumerable<string> OfPlace(ScoreRow row)
    {
        var (trial, pair) = (row[ScoreRow.Trial], row[ScoreRow.Pair]);
        if (!pairs.TryGetValue(trial, out var known))
            yield return $"no finished trial is called '{trial}'.{NearestName.Suggest(trial, pairs.Keys)} "
                + $"Known: {string.Join(", ", pairs.Keys)}.";
        else if (!known.Contains(pair))
            yield return $"trial '{trial}' has no pair '{pair}'.{NearestName.Suggest(pair, known)} "
                + "Its pairs.csv lists them.";
    }

    private IEnumerable<string> OfName(string metric)
    {
        if (metric.Length == 0)
            yield return "metric must be a name, but is empty.";
        else if (measured.Contains(metric))
            yield return $"the trials measure '{metric}' themselves: call what was measured outside otherwise.";
    }

    private static string PointFor(string number) =>
        number.Contains(',') && ScoreSheet.Number(number.Replace(',', '.')) is not null
            ? " Write decimals with a point." : "";

    private static IEnumerable<string> OfNumbers(ScoreRow row)
    {
        var (value, margin, direction) = (row[ScoreRow.Value], row[ScoreRow.Margin], row[ScoreRow.HigherIsBetter]);
        if (value.Length > 0 && ScoreSheet.Number(value) is null)
            yield return $"value must be a number, or empty where there is none, but was '{value}'.{PointFor(value)}";
        if (margin.Length > 0 && ScoreSheet.Number(margin) is not > 0)
            yield return $"margin must be a number above 0, or empty, but was '{margin}'.{PointFor(margin)}";
        if (direction.Length > 0 && !bool.TryParse(direction, out _))
            yield return $"higher_is_better must be true or false, or empty for true, but was '{direction}'.";
    }

    private IEnumerable<string> OfLegend(ScoreRow row)
    {
        var metric = row[ScoreRow.Metric];
        foreach (var column in OfMetric.Where(column => row[column].Length > 0))
            if (!said.TryAdd((metric, column), (row[column], row.Line))
                && said[(metric, column)] is var first && first.Text != row[column])
                yield return $"{column} of '{metric}' must be the same in each row, "
                    + $"but is '{row[column]}', and '{first.Text}' in line {first.Line}.";
    }

    private IEnumerable<string> Twice(ScoreRow row)
    {
        var (trial, pair, metric) = (row[ScoreRow.Trial], row[ScoreRow.Pair], row[ScoreRow.Metric]);
        if (!lines.TryAdd((trial, pair, metric), row.Line))
            yield return $"'{metric}' of pair '{pair}' in '{trial}' stands in line {lines[(trial, pair, metric)]} "
                + "already: give one value, such as the mean over listeners.";
    }
}
