namespace Melange.Bench;

/// <summary>Prints distances: a row for each sampler and grid, a column for each number of evaluations.</summary>
internal static class SamplerTable
{
    private const int Digits = 4;

    /// <summary>Prints them.</summary>
    public static void Print(IReadOnlyList<SamplerDistance> distances, string heading)
    {
        var columns = distances.Select(one => one.Evaluations).Distinct().Order().ToList();
        MarkdownTable.Print(heading, ["sampler", "grid", .. columns.Select(count => $"{count}")],
            distances.GroupBy(one => (one.Sampler, one.Grid)).Select(row => (IReadOnlyList<string>)
            [
                row.Key.Sampler, row.Key.Grid, .. columns.Select(count =>
                    row.FirstOrDefault(one => one.Evaluations == count) is { } one
                        ? MarkdownTable.Number(one.RootMeanSquare, Digits) : "")
            ]));
    }
}
