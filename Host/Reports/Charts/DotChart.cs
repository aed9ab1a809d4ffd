using Melange.Host.Experiments.Statistics;
using Melange.Host.Reports.Html;
using ScottPlot;
using ScottPlot.TickGenerators;

namespace Melange.Host.Reports.Charts;

/// <summary>One dot of a chart.</summary>
/// <param name="Row">Index of its row, from the top.</param>
/// <param name="Variant">Index of its variant: its colour and its place within the row.</param>
/// <param name="Estimate">Where it lies, with its interval.</param>
internal sealed record Dot(int Row, int Variant, Estimate Estimate);

/// <summary>Draws means with their intervals, a row a group.</summary>
internal static class DotChart
{
    private const double Spread = 0.4, SparseTicks = 0.5;

    /// <summary>Draws dots; the variants of a row lie below each other.</summary>
    public static Markup Draw(ChartFrame frame, IReadOnlyList<string> rows, IReadOnlyList<Dot> dots) =>
        Chart.Draw(frame, (plot, theme) =>
        {
            var variants = dots.Count == 0 ? 1 : dots.Max(dot => dot.Variant) + 1;
            foreach (var dot in dots)
                Place(plot, dot, -dot.Row - Offset(dot.Variant, variants), theme.Variant(dot.Variant));
            plot.Axes.Left.SetTicks([.. rows.Select((_, row) => -(double)row)], [.. rows]);
            plot.Axes.Bottom.TickGenerator = new NumericAutomatic { TickDensity = SparseTicks };
            plot.Axes.Left.MajorTickStyle.Length = 0;
            plot.Axes.Left.FrameLineStyle.IsVisible = false;
            plot.Axes.AutoScaleX();
            plot.Axes.SetLimitsY(-rows.Count + 0.5, 0.5);
        });

    private static double Offset(int variant, int variants) =>
        variants == 1 ? 0 : Spread * (variant / (variants - 1.0) - 0.5);

    private static void Place(Plot plot, Dot dot, double height, Color colour)
    {
        if (dot.Estimate.HasInterval)
        {
            var line = plot.Add.Line(dot.Estimate.Low, height, dot.Estimate.High, height);
            line.LineColor = colour.WithAlpha(0.55);
            line.LineWidth = 3;
        }
        plot.Add.Marker(dot.Estimate.Mean, height, MarkerShape.FilledCircle, 9, colour);
    }
}
