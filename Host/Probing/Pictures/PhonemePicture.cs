using Melange.Host.Pictures;
using ScottPlot;

namespace Melange.Host.Probing.Pictures;

/// <summary>
/// Draws how the target frames of one phoneme spread their attention over the reference: a block a site, a strip a
/// diffusion time, references side by side, one colour scale for the whole picture.
/// </summary>
/// <param name="result">What was kept.</param>
/// <param name="names">Name of each phoneme id.</param>
internal sealed class PhonemePicture(ProbeResult result, IReadOnlyList<string> names)
{
    private const int Margin = 16, Top = 102, Labels = 150, StripWidth = 620, Gap = 30, StripGap = 5, BlockGap = 48;
    private const int SmallestStrip = 20, LargestStrip = 150, FrameHeight = 8, LineHeight = 13;
    private const int BarWidth = 120, BarRoom = 36;

    private int Width => Margin + result.References.Count * (Labels + StripWidth + Gap);

    /// <summary>Draws one phoneme.</summary>
    /// <param name="phoneme">Its id.</param>
    /// <param name="title">What was watched.</param>
    /// <param name="path">The PNG file.</param>
    /// <returns>Whether there was a map to draw.</returns>
    public bool Write(long phoneme, string title, string path)
    {
        var blocks = Blocks(phoneme);
        if (blocks.Count == 0)
            return false;
        var style = HeatmapStyle.Attention(blocks.SelectMany(block => block.Strips)
            .SelectMany(strip => strip.Sides).Max(side => side?.Rows.Highest ?? 0));
        var height = Top + blocks.Sum(block => block.Strips.Sum(strip => strip.Height + StripGap) + BlockGap);
        using var page = new PicturePage(Width, height);
        Head(page, phoneme, title, style);
        var painter = new StripPainter(page, style, names, phoneme);
        double top = Top;
        foreach (var block in blocks)
            top = Draw(painter, page, block, top);
        page.Save(path);
        return true;
    }

    private List<Block> Blocks(long phoneme)
    {
        var first = result.References[0].Times;
        return [.. first[0].Probe.Sites.Select(site => new Block(site, [.. Enumerable.Range(0, first.Count)
            .Select(time => Strip(phoneme, site, time))])).Where(block => block.Strips.Exists(strip => strip.HasMap))];
    }

    private Strip Strip(long phoneme, string site, int time)
    {
        var sides = result.References.Select(reference => SiteMap.Of(reference.Times[time].Probe, site) is { } map
            ? new Side(map, PhonemeRows.Of(map, phoneme, names)) : null).ToList();
        var wanted = sides.Max(side => Math.Max(
            (side?.Rows.Weights.GetLength(0) ?? 0) * FrameHeight, (side?.Rows.Occurrences.Count ?? 0) * LineHeight));
        return new(result.References[0].Times[time].Time, sides, Math.Clamp(wanted, SmallestStrip, LargestStrip));
    }

    private void Head(PicturePage page, long phoneme, string title, HeatmapStyle style)
    {
        page.Write($"{names[(int)phoneme]}: what its target frames look at", new(Margin, 8), new(16));
        page.Write(title, new(Margin, 31), new(11) { Room = Width - 2 * Margin });
        page.Write("A row a target frame, the mean over heads (and bins). Grey: no attention.",
            new(Margin, 47), new(11));
        for (var column = 0; column < result.References.Count; column++)
        {
            var source = result.References[column].Reference;
            var count = source.PhonemeIds.Count(id => id == phoneme);
            var found = count > 0 ? $"{count} × {names[(int)phoneme]}" : $"no {names[(int)phoneme]}";
            page.Write($"reference {source.Source.Id} ({found}): {source.Source.Text}",
                new(Left(column), 74), new(12) { Room = StripWidth });
        }
        if (style.High > 0)
            Bar(page, style, Left(0) + StripWidth - BarRoom);
    }

    private static void Bar(PicturePage page, HeatmapStyle style, float right)
    {
        using var bar = StripPainter.Heatmap(Gradient(style), style);
        page.Place(bar, new PixelRect(right - BarWidth, right, 22, 12));
        page.Write("0", new(right - BarWidth - 6, 17), new(10, Alignment.MiddleRight));
        page.Write(Digits.Of(style.High), new(right + 6, 17), new(10, Alignment.MiddleLeft));
    }

    private double Draw(StripPainter painter, PicturePage page, Block block, double top)
    {
        page.Write(block.Site, new(Margin, (float)top + 2), new(12));
        foreach (var strip in block.Strips)
        {
            for (var column = 0; column < strip.Sides.Count; column++)
                painter.Draw(strip.Sides[column], strip.Time,
                    new PixelRect(Left(column), Left(column) + StripWidth, (float)(top + strip.Height), (float)top));
            top += strip.Height + StripGap;
        }
        for (var column = 0; column < result.References.Count; column++)
            if (block.Strips.Select(strip => strip.Sides[column]).FirstOrDefault(side => side is not null) is { } side)
                painter.Reference(side.Map.Reference, Left(column), StripWidth, (float)top);
        return top + BlockGap;
    }

    private static int Left(int column) => Margin + Labels + column * (Labels + StripWidth + Gap);

    private static double[,] Gradient(HeatmapStyle style)
    {
        var steps = new double[1, BarWidth];
        for (var step = 0; step < BarWidth; step++)
            steps[0, step] = style.High * step / (BarWidth - 1);
        return steps;
    }

    private sealed record Block(string Site, List<Strip> Strips);
}
