namespace Melange.Bench;

/// <summary>Prints tables as Markdown, to the console and from there into a page.</summary>
internal static class MarkdownTable
{
    /// <summary>Prints a heading, the columns' names, and rows.</summary>
    public static void Print(string heading, IReadOnlyList<string> columns, IEnumerable<IReadOnlyList<string>> rows)
    {
        Console.WriteLine($"\n### {heading}\n");
        Console.WriteLine(Line(columns));
        Console.WriteLine(Line(columns.Select((_, index) => index == 0 ? "---" : "---:")));
        foreach (var row in rows)
            Console.WriteLine(Line(row));
    }

    /// <summary>Prints times, speeds against the yardstick, and memory of a case.</summary>
    public static void Print(string heading, IReadOnlyList<Measurement> measurements)
    {
        var yardstick = measurements[^1].Speed;
        Print(
            heading, ["", "median ms", "min – max ms", "GFLOP", "GFLOP/s", "of matmul", "peak MiB above inputs"],
            measurements.Select(one => (IReadOnlyList<string>)
            [
                one.Contender.Name, Number(one.Median, 2), one.Spread,
                .. one.Contender.Flops == 0 ? ["", "", ""] : (string[])
                [
                    Number(one.Contender.Flops / 1e9, 2), Number(one.Speed, 0),
                    $"{Number(100 * one.Speed / yardstick, 1)} %"
                ],
                one.Peak
            ]));
    }

    /// <summary>A number with a point, whatever the machine's language.</summary>
    public static string Number(double value, int digits) =>
        value.ToString($"f{digits}", System.Globalization.CultureInfo.InvariantCulture);

    private static string Line(IEnumerable<string> cells) => $"| {string.Join(" | ", cells)} |";
}
