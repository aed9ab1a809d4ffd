namespace Melange.Bench;

/// <summary>What one kind of operation takes of the whole.</summary>
/// <param name="Kind">In words.</param>
/// <param name="Count">How often it occurs; 0 where that says nothing.</param>
/// <param name="Milliseconds">All its occurrences, each at its median alone, in ms.</param>
/// <param name="Flops">Floating-point operations of all its occurrences.</param>
internal sealed record KindTime(string Kind, int Count, double Milliseconds, double Flops)
{
    /// <summary>The row of the table.</summary>
    /// <param name="total">Time of the whole, in ms.</param>
    /// <param name="yardstick">Speed of the yardstick, in GFLOP/s.</param>
    public IReadOnlyList<string> Cells(double total, double yardstick)
    {
        var speed = Flops / Milliseconds / 1e6;
        return
        [
            Kind, Count == 0 ? "" : $"{Count}", MarkdownTable.Number(Milliseconds, 2),
            $"{MarkdownTable.Number(100 * Milliseconds / total, 1)} %",
            .. Flops == 0 ? ["", "", ""] : (string[])
            [
                MarkdownTable.Number(Flops / 1e9, 2), MarkdownTable.Number(speed, 0),
                $"{MarkdownTable.Number(100 * speed / yardstick, 0)} %"
            ]
        ];
    }
}
