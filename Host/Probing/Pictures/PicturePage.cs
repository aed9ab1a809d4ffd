using Melange.Host.Pictures;
using ScottPlot;
using SkiaSharp;

namespace Melange.Host.Probing.Pictures;

/// <summary>A sheet of paper that plots and letters are put on.</summary>
/// <remarks>All lengths in CSS pixels, from the upper left corner.</remarks>
internal sealed class PicturePage : IDisposable
{
    private const int PixelsPerCssPixel = 2;
    private readonly SKSurface surface;

    /// <summary>Makes an empty page.</summary>
    public PicturePage(double width, double height)
    {
        surface = SKSurface.Create(new SKImageInfo(
            (int)Math.Ceiling(width * PixelsPerCssPixel), (int)Math.Ceiling(height * PixelsPerCssPixel)));
        surface.Canvas.Clear(SKColors.White);
        surface.Canvas.Scale(PixelsPerCssPixel);
    }

    /// <summary>Puts a plot into a rectangle.</summary>
    public void Place(Plot plot, PixelRect place)
    {
        plot.FigureBackground.Color = Colors.Transparent;
        plot.Axes.Color(Color.FromHex(PictureTheme.Light.Ink));
        plot.Axes.Right.FrameLineStyle.IsVisible = false;
        plot.Axes.Top.FrameLineStyle.IsVisible = false;
        plot.Font.Set(PictureFonts.Name);
        plot.RenderManager.ClearCanvasBeforeEachRender = false; // else it clears the whole page
        plot.Render(surface.Canvas, place);
    }

    /// <summary>Writes a line of letters.</summary>
    /// <param name="text">What to write.</param>
    /// <param name="place">The point of its box that the letters' alignment names.</param>
    /// <param name="letters">How; null for plain letters that begin at the place.</param>
    public void Write(string text, Pixel place, Letters? letters = null)
    {
        var chosen = letters ?? Letters.Plain;
        using var paint = Paint.NewDisposablePaint();
        var style = new LabelStyle
        {
            Text = text,
            FontSize = chosen.Size,
            FontName = PictureFonts.Name,
            Alignment = chosen.Alignment,
            ForeColor = chosen.Colour
        };
        while (style.Text.Length > 1 && style.Measure(style.Text, paint).Width > chosen.Room)
            style.Text = style.Text[..^2] + "…";
        style.Render(surface.Canvas, place, paint);
    }

    /// <summary>Fills a rectangle with a colour.</summary>
    public void Mark(PixelRect place, Color colour)
    {
        using var paint = new SKPaint { Color = new SKColor(colour.ARGB) };
        surface.Canvas.DrawRect(place.Left, place.Top, place.Width, place.Height, paint);
    }

    /// <summary>Writes the page as a PNG file.</summary>
    public void Save(string path)
    {
        using var image = surface.Snapshot();
        using var data = image.Encode(SKEncodedImageFormat.Png, 100);
        using var file = File.Create(path);
        data.SaveTo(file);
    }

    /// <inheritdoc/>
    public void Dispose() => surface.Dispose();
}
