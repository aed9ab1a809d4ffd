using ScottPlot;

namespace Melange.Bench;

/// <summary>Draws time and memory over a size, both axes logarithmic.</summary>
internal static class GrowthPlot
{
    private const int Width = 560, Height = 420;

    /// <summary>Writes a PNG of two plots side by side.</summary>
    /// <param name="points">Every contender at every size.</param>
    /// <param name="path">The file.</param>
    /// <param name="axes">What stands at them.</param>
    public static void Write(IReadOnlyList<GrowthPoint> points, string path, GrowthAxes axes)
    {
        var figure = new Multiplot();
        figure.AddPlots(2);
        figure.Layout = new ScottPlot.MultiplotLayouts.Columns();
        Draw(figure.GetPlot(0), points, axes with { Title = axes.Time }, point => point.Measured.Median / axes.Unit);
        Draw(figure.GetPlot(1), points, axes with { Title = "peak MiB above what was there" },
            point => (point.Measured.PeakBytes ?? 0) / 1048576.0);
        figure.SavePng(path, 2 * Width, Height);
    }

    private static void Draw(
        Plot plot, IReadOnlyList<GrowthPoint> points, GrowthAxes axes, Func<GrowthPoint, double> value)
    {
        foreach (var line in points.Where(point => value(point) > 0).GroupBy(point => point.Contender))
        {
            var scatter = plot.Add.Scatter(
                line.Select(point => Math.Log2(point.Size)).ToArray(),
                line.Select(point => Math.Log10(value(point))).ToArray());
            scatter.LegendText = line.Key;
            scatter.LineWidth = 2;
            scatter.LinePattern = line.Key.EndsWith("plain", StringComparison.Ordinal)
                ? LinePattern.Dashed : LinePattern.Solid;
        }
        plot.Title(axes.Title);
        plot.XLabel(axes.Size);
        plot.Axes.Bottom.TickGenerator = Ticks(
            [.. points.Select(point => point.Size).Distinct().Select(size => Math.Log2(size))], at => Math.Pow(2, at));
        plot.Axes.Left.TickGenerator = Ticks([-1, 0, 1, 2, 3, 4], at => Math.Pow(10, at));
        plot.ShowLegend(Alignment.UpperLeft);
    }

    private static ScottPlot.TickGenerators.NumericManual Ticks(double[] places, Func<double, double> label) =>
        new(places, [.. places.Select(place => MarkdownTable.Number(label(place), place < 0 ? 1 : 0))]);
}

/// <summary>What stands at the axes of a plot of growth.</summary>
/// <param name="Size">What grows.</param>
/// <param name="Time">The title of the times, with their unit.</param>
/// <param name="Unit">The unit in ms.</param>
internal sealed record GrowthAxes(string Size, string Time, double Unit = 1)
{
    /// <summary>The title of one of the two plots.</summary>
    public string Title { get; init; } = "";
}

/// <summary>One contender at one size.</summary>
/// <param name="Size">What grows: frames, utterances.</param>
/// <param name="Contender">Who.</param>
/// <param name="Measured">What it took.</param>
internal sealed record GrowthPoint(long Size, string Contender, Measurement Measured);
