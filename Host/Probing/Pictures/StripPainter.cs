using Melange.Host.Pictures;
using ScottPlot;

namespace Melange.Host.Probing.Pictures;

/// <summary>Draws the strips of a phoneme's picture and the phonemes of the reference below them.</summary>
/// <param name="page">Where to draw.</param>
/// <param name="style">Colours of the weights.</param>
/// <param name="names">Name of each phoneme id.</param>
/// <param name="phoneme">The phoneme.</param>
internal sealed class StripPainter(PicturePage page, HeatmapStyle style, IReadOnlyList<string> names, long phoneme)
{
    private const int LabelRows = 2, RowHeight = 12, TimeLeft = 98;
    private const float LetterSize = 10;
    private static readonly Color Nothing = Color.FromHex("#d9dade"), Cut = Color.FromHex("#ffffff").WithAlpha(0.28);
    private static readonly Color Own = Color.FromHex("#d2571b"), Ink = Color.FromHex(PictureTheme.Light.Ink);
    private static readonly Letters Name = new(LetterSize, Alignment.UpperCenter), OwnName = Name with { Colour = Own };
    private static readonly Letters Beside = new(LetterSize, Alignment.MiddleLeft);

    /// <summary>Draws the weights of one side of a strip, or says why there are none.</summary>
    public void Draw(Side? side, double time, PixelRect place)
    {
        page.Write(ProbeNames.Of(time), new(place.Left - TimeLeft, place.VerticalCenter), Beside);
        page.Mark(place, Nothing);
        if (side is null || side.Rows.Highest == 0)
        {
            page.Write(WhyEmpty(side), new(place.Left + 8, place.VerticalCenter), Beside);
            return;
        }
        using var plot = Heatmap(side.Rows.Weights, style);
        var rows = side.Rows.Weights.GetLength(0);
        foreach (var run in PhonemeRun.Of(side.Map.Reference).Skip(1))
            plot.Add.VerticalLine(run.Start - 0.5, 1, Cut);
        foreach (var occurrence in side.Rows.Occurrences.Skip(1))
            plot.Add.HorizontalLine(rows - occurrence.First - 0.5, 1, Cut.WithAlpha(0.8));
        page.Place(plot, place);
        foreach (var occurrence in side.Rows.Occurrences)
            page.Write(occurrence.Context,
                new(place.Left - 5, place.Top + place.Height * (occurrence.First + occurrence.Count / 2f) / rows),
                new(LetterSize, Alignment.MiddleRight));
    }

    /// <summary>Writes the reference's phonemes below a block, the phoneme's own with a bar over it.</summary>
    public void Reference(IReadOnlyList<long> frames, double left, double width, float top)
    {
        var axis = new FrameAxis(left, width, frames);
        foreach (var run in axis.Runs.Where(run => run.Id == phoneme))
            page.Mark(new PixelRect((float)axis.At(run.Start), (float)axis.At(run.End), top - 1, top - 4), Own);
        foreach (var at in axis.Boundaries)
            page.Mark(new PixelRect((float)at, (float)at + 0.6f, top + 2, top - 3), Ink);
        foreach (var label in axis.Labels(names, LetterRoom, LabelRows))
            page.Write(label.Text, new((float)label.Centre, top + 3 + RowHeight * label.Row),
                label.Id == phoneme ? OwnName : Name);
    }

    /// <summary>A bare plot of weights that fills its place.</summary>
    public static Plot Heatmap(double[,] weights, HeatmapStyle style)
    {
        var plot = new Plot();
        var heatmap = plot.Add.Heatmap(weights);
        heatmap.Colormap = style.Colours;
        heatmap.ManualRange = new ScottPlot.Range(0, Math.Max(style.High, 1e-6));
        heatmap.NaNCellColor = Colors.Transparent;
        plot.DataBackground.Color = Colors.Transparent;
        plot.Layout.Frameless();
        plot.HideGrid();
        plot.Axes.SetLimits(-0.5, weights.GetLength(1) - 0.5, -0.5, weights.GetLength(0) - 0.5);
        return plot;
    }

    private static string WhyEmpty(Side? side) => side switch
    {
        null => "no map was kept",
        { Rows.Occurrences.Count: 0 } => "no frame of it is left at this level",
        _ => "no attention"
    };

    private static double LetterRoom(string name) => name.Length * 6 + 3;
}

/// <summary>One phoneme at one site and diffusion time.</summary>
/// <param name="Time">The diffusion time.</param>
/// <param name="Sides">One a reference; null where no map was kept.</param>
/// <param name="Height">Height in CSS pixels.</param>
internal sealed record Strip(double Time, List<Side?> Sides, int Height)
{
    /// <summary>Whether there is anything to draw.</summary>
    public bool HasMap => Sides.Exists(side => side is not null);
}

/// <summary>A strip for one reference.</summary>
/// <param name="Map">The whole map.</param>
/// <param name="Rows">The rows of the phoneme.</param>
internal sealed record Side(SiteMap Map, PhonemeRows Rows);
