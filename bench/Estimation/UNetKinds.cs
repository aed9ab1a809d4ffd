namespace Melange.Bench;

/// <summary>What each kind of operation takes of a whole, both measured in turn in one process.</summary>
/// <param name="heading">What the whole is.</param>
/// <param name="whole">Makes the whole.</param>
/// <param name="alone">Makes one layer alone, by its name.</param>
internal sealed class UNetKinds(string heading, Func<Contender> whole, Func<Layer, string, Contender> alone)
{
    /// <summary>Measures and prints.</summary>
    public void Print(IReadOnlyList<Layer> layers, Rounds rounds)
    {
        var distinct = layers.Distinct().ToList();
        var measured = Interleaved.Measure(
            new(heading, () => [.. distinct.Select(layer => alone(layer, layer.ToString())), whole()]), rounds);
        var (total, yardstick) = (measured[^2].Median, measured[^1].Speed);
        var rows = layers.GroupBy(layer => layer.Kind).Select(kind => new KindTime(
            Words(kind.Key), kind.Count(), kind.Sum(layer => measured[distinct.IndexOf(layer)].Median),
            kind.Sum(layer => measured[distinct.IndexOf(layer)].Contender.Flops))).ToList();
        rows.Add(new("not accounted for", 0, total - rows.Sum(row => row.Milliseconds), 0));
        rows.Add(new("whole", layers.Count, total, measured[^2].Contender.Flops));
        rows.Add(new(measured[^1].Contender.Name, 0, measured[^1].Median, measured[^1].Contender.Flops));
        MarkdownTable.Print(
            $"time per kind of operation: {heading}", ["", "times", "ms", "share", "GFLOP", "GFLOP/s", "of matmul"],
            rows.Select(row => row.Cells(total, yardstick)));
    }

    private static string Words(LayerKind kind) => kind switch
    {
        LayerKind.Convolution3x3 => "convolution 3 × 3",
        LayerKind.Convolution1x1 => "convolution 1 × 1",
        LayerKind.Halving => "halving, 3 × 3",
        LayerKind.Doubling => "doubling, 4 × 4",
        LayerKind.NormAndMish => "group norm, Mish, time added",
        LayerKind.TimeShift => "time embedded",
        LayerKind.Addition => "shortcut added",
        LayerKind.Join => "skip joined",
        LayerKind.Attention => "attention",
        _ => "rezero and residual"
    };
}
