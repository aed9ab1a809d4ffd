using Melange.Host.Pictures;
using Melange.Host.Reports.Html;
using ScottPlot;

namespace Melange.Host.Reports.Charts;

/// <summary>What a chart is called, and its size.</summary>
/// <param name="Alternative">What it shows, for those who do not see it.</param>
/// <param name="Width">Width in CSS pixels.</param>
/// <param name="Height">Height in CSS pixels.</param>
internal sealed record ChartFrame(string Alternative, int Width, int Height)
{
    /// <summary>Title of the horizontal axis.</summary>
    public string Across { get; init; } = "";

    /// <summary>Range of the vertical axis, where it is shared with other charts.</summary>
    public (double Low, double High)? Range { get; init; }
}

/// <summary>A picture with axes, once for light and once for dark paper.</summary>
internal static class Chart
{
    private const int PixelsPerCssPixel = 2;

    /// <summary>Draws a chart for both kinds of paper; the browser shows the one that fits.</summary>
    public static Markup Draw(ChartFrame frame, Action<Plot, PictureTheme> draw)
    {
        var (light, dark) = (Png(frame, PictureTheme.Light, draw), Png(frame, PictureTheme.Dark, draw));
        return $"""
            <picture><source media="(prefers-color-scheme: dark)" srcset="{dark}"><img src="{light}"
              alt="{frame.Alternative}" width="{frame.Width}" height="{frame.Height}"></picture>
            """;
    }

    private static string Png(ChartFrame frame, PictureTheme theme, Action<Plot, PictureTheme> draw)
    {
        using var plot = new Plot { ScaleFactor = PixelsPerCssPixel };
        plot.FigureBackground.Color = Colors.Transparent;
        plot.DataBackground.Color = Colors.Transparent;
        plot.Axes.Color(Color.FromHex(theme.Ink));
        plot.Grid.MajorLineColor = Color.FromHex(theme.Faint);
        plot.Axes.Right.FrameLineStyle.IsVisible = false;
        plot.Axes.Top.FrameLineStyle.IsVisible = false;
        plot.XLabel(frame.Across, size: 12);
        plot.Axes.Bottom.Label.Bold = false;
        draw(plot, theme);
        plot.Font.Set(PictureFonts.Name);
        return HeatmapPicture.DataUri(plot.GetImageBytes(
            frame.Width * PixelsPerCssPixel, frame.Height * PixelsPerCssPixel, ImageFormat.Png));
    }
}
