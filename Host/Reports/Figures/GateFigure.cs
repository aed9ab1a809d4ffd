using Melange.Host.Pictures;
using Melange.Host.Reports.Evidence;
using Melange.Host.Reports.Html;

namespace Melange.Host.Reports.Figures;

/// <summary>Draws the gate of a site that has no map, along the target.</summary>
internal static class GateFigure
{
    private const double Width = 640, Left = 40, PlotWidth = 592, Height = 20;
    private const int PixelsPerCell = 4;

    /// <summary>Draws the gate from the first target frame to the last.</summary>
    public static Markup Draw(SiteEvidence site, string alternative)
    {
        var row = new double[1, site.Gate!.Length];
        for (var frame = 0; frame < site.Gate.Length; frame++)
            row[0, frame] = site.Gate[frame];
        return $"""
            <svg class="gate" viewBox="0 0 {Width} {Height}" role="img" aria-label="{alternative}">
            <image href="{HeatmapPicture.Draw(row, HeatmapStyle.Gate, PixelsPerCell)}" x="{Left}" y="2"
              width="{PlotWidth}"
              height="{Height - 4}" preserveAspectRatio="none"/><rect class="frame" x="{Left}" y="2"
                width="{PlotWidth}" height="{Height - 4}"/>
            <text class="unit" x="17" y="14">gate</text></svg>
            """;
    }
}
