using ScottPlot;

namespace Melange.Bench;

/// <summary>Draws time and memory over the frames, both axes logarithmic.</summary>
internal static class GrowthPlot
{
    private const int Width = 560, Height = 420;

    /// <summary>Writes a PNG of two plots side by side.</summary>
    /// <param name="points">Every contender at every length.</param>
    /// <param name="path">The file.</param>
    public static void Write(IReadOnlyList<GrowthPoint> points, string path)
    {
        var figure = new Multiplot();
        figure.AddPlots(2);
        figure.Layout = new ScottPlot.MultiplotLayouts.Columns();
        Draw(figure.GetPlot(0), points, "median ms, forward", point => point.Measured.Median);
        Draw(figure.GetPlot(1), points, "peak MiB above inputs", point => (point.Measured.PeakBytes ?? 0) / 1048576.0);
        figure.SavePng(path, 2 * Width, Height);
    }

    private static void Draw(
        Plot plot, IReadOnlyList<GrowthPoint> points, string title, Func<GrowthPoint, double> value)
    {
        foreach (var line in points.Where(point => value(point) >= 1).GroupBy(point => point.Contender))
        {
            var scatter = plot.Add.Scatter(
                line.Select(point => Math.Log2(point.Frames)).ToArray(),
                line.Select(point => Math.Log10(value(point))).ToArray());
            scatter.LegendText = line.Key;
            scatter.LineWidth = 2;
            scatter.LinePattern = line.Key.EndsWith("plain", StringComparison.Ordinal)
                ? LinePattern.Dashed : LinePattern.Solid;
        }
        plot.Title(title);
        plot.XLabel("T = R, frames");
        plot.Axes.Bottom.TickGenerator = Ticks([7, 8, 9, 10, 11], exponent => Math.Pow(2, exponent));
        plot.Axes.Left.TickGenerator = Ticks([0, 1, 2, 3, 4], exponent => Math.Pow(10, exponent));
        plot.ShowLegend(Alignment.UpperLeft);
    }

    private static ScottPlot.TickGenerators.NumericManual Ticks(double[] places, Func<double, double> label) =>
        new(places, [.. places.Select(place => MarkdownTable.Number(label(place), 0))]);
}

/// <summary>One contender at one length.</summary>
/// <param name="Frames">T = R.</param>
/// <param name="Contender">Who.</param>
/// <param name="Measured">What it took.</param>
internal sealed record GrowthPoint(long Frames, string Contender, Measurement Measured);
