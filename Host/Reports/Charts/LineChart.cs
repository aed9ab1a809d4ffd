using Melange.Host.Pictures;
using Melange.Host.Reports.Html;
using ScottPlot;

namespace Melange.Host.Reports.Charts;

/// <summary>One line of a chart.</summary>
/// <param name="Variant">Index of its variant: its colour.</param>
/// <param name="Steps">Training steps, or what else lies across.</param>
/// <param name="Values">A value a step.</param>
/// <param name="IsMean">Whether it is the mean over seeds, drawn thick, rather than one seed.</param>
internal sealed record Curve(int Variant, double[] Steps, double[] Values, bool IsMean)
{
    /// <summary>The variant of a curve that is of none: it is drawn in ink.</summary>
    public const int NoVariant = -1;
}

/// <summary>Draws values over training steps.</summary>
internal static class LineChart
{
    private const double ShownShare = 0.985;
    private const double Margin = 0.06;
    private const double SmallestRange = 1e-6;

    /// <summary>Draws curves on one scale; a short spike above nearly all values is cut.</summary>
    public static Markup Draw(ChartFrame frame, IReadOnlyList<Curve> curves) => Chart.Draw(frame, (plot, theme) =>
    {
        foreach (var curve in curves.OrderBy(curve => curve.IsMean))
        {
            var line = plot.Add.ScatterLine(
                curve.Steps, curve.Values, Shade(ColourOf(curve, theme), curve.IsMean));
            line.LineWidth = curve.IsMean ? 2.2f : 1;
        }
        var (low, high) = frame.Range ?? RangeOf(curves);
        var margin = Math.Max(high - low, SmallestRange) * Margin;
        plot.Axes.SetLimits(0, curves.Max(curve => curve.Steps[^1]), low - margin, high + margin);
    });

    /// <summary>The range of curves that are shown whole.</summary>
    public static (double Low, double High) WholeRange(IEnumerable<Curve> curves)
    {
        var values = curves.SelectMany(curve => curve.Values).ToList();
        return (values.Min(), values.Max());
    }

    private static (double Low, double High) RangeOf(IReadOnlyList<Curve> curves)
    {
        var values = curves.SelectMany(curve => curve.Values).Where(double.IsFinite).Order().ToList();
        return values.Count == 0 ? (0, 1) : (values[0], values[(int)((values.Count - 1) * ShownShare)]);
    }

    private static Color ColourOf(Curve curve, PictureTheme theme) =>
        curve.Variant == Curve.NoVariant ? Color.FromHex(theme.Ink) : theme.Variant(curve.Variant);

    private static Color Shade(Color colour, bool isMean) => isMean ? colour : colour.WithAlpha(0.45);
}
