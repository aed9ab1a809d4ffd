using ScottPlot;
using ScottPlot.Colormaps;

namespace Melange.Host.Pictures;

/// <summary>Draws values as a bare picture: axes and labels are put around it in the page, sharp at any size.</summary>
internal static class HeatmapPicture
{
    private const int BarSteps = 128;

    /// <summary>Draws a table of values.</summary>
    /// <param name="values">Rows and columns, the first row at the top unless it is a spectrogram.</param>
    /// <param name="style">Colours and range.</param>
    /// <param name="pixels">Pixels a cell along both axes.</param>
    /// <returns>A PNG file as a data URI.</returns>
    public static string Draw(double[,] values, HeatmapStyle style, int pixels)
    {
        var (rows, columns) = (values.GetLength(0), values.GetLength(1));
        using var plot = new Plot();
        if (!values.Cast<double>().All(double.IsNaN)) // ScottPlot refuses a table of nothing else
            Add(plot, values, style);
        plot.FigureBackground.Color = Colors.Transparent;
        plot.DataBackground.Color = Colors.Transparent;
        plot.Layout.Frameless();
        plot.HideGrid();
        plot.Axes.SetLimits(-0.5, columns - 0.5, -0.5, rows - 0.5);
        return DataUri(plot.GetImageBytes(columns * pixels, rows * pixels, ImageFormat.Png));
    }

    private static void Add(Plot plot, double[,] values, HeatmapStyle style)
    {
        var heatmap = plot.Add.Heatmap(values);
        heatmap.Colormap = style.Colours;
        heatmap.ManualRange = new ScottPlot.Range(style.Low, style.High);
        heatmap.FlipVertically = style.IsSpectrogram;
        heatmap.Smooth = style.IsSpectrogram;
        heatmap.NaNCellColor = Colors.Transparent;
    }

    /// <summary>Draws the colours of a style from low to high, from left to right.</summary>
    /// <returns>A PNG file as a data URI.</returns>
    public static string Bar(HeatmapStyle style)
    {
        var steps = new double[1, BarSteps];
        for (var step = 0; step < BarSteps; step++)
            steps[0, step] = style.Low + (style.High - style.Low) * step / (BarSteps - 1);
        return Draw(steps, style with { IsSpectrogram = false }, pixels: 2);
    }

    /// <summary>A PNG file as a data URI.</summary>
    public static string DataUri(byte[] png) => "data:image/png;base64," + Convert.ToBase64String(png);
}

/// <summary>How values become colours; all scales are perceptually uniform.</summary>
/// <param name="Colours">The colours from low to high.</param>
/// <param name="Low">Value of the first colour.</param>
/// <param name="High">Value of the last colour.</param>
/// <param name="IsSpectrogram">Whether rows go upwards and cells blend into each other.</param>
internal sealed record HeatmapStyle(IColormap Colours, double Low, double High, bool IsSpectrogram = false)
{
    /// <summary>A gate from closed (0) to open (1).</summary>
    public static HeatmapStyle Gate { get; } = new(new Ice(), 0, 1);

    /// <summary>A log-mel spectrogram.</summary>
    public static HeatmapStyle Mel(double low, double high) => new(new Viridis(), low, high, IsSpectrogram: true);

    /// <summary>Attention weights from none to the greatest shown.</summary>
    public static HeatmapStyle Attention(double high) => new(new Magma(), 0, high);
}
