using Melange.Host.Pictures;
using Melange.Host.Reports.Evidence;
using Melange.Host.Reports.Html;

namespace Melange.Host.Reports.Figures;

/// <summary>The speech that a map lies between, and the players that its playheads follow.</summary>
/// <param name="Reference">Phoneme id of each reference frame.</param>
/// <param name="TargetFrames">Frames of the synthesised speech at level 0.</param>
/// <param name="ReferencePlayer">Id of the reference's player.</param>
/// <param name="TargetPlayer">Id of the synthesised speech's player.</param>
internal sealed record MapSetting(
    IReadOnlyList<long> Reference, int TargetFrames, string ReferencePlayer, string TargetPlayer);

/// <summary>Draws an attention map with phonemes along both axes and the gate along the target.</summary>
/// <param name="scale">What all figures share.</param>
/// <param name="setting">What the map lies between.</param>
/// <param name="style">Colours of the map.</param>
internal sealed class MapFigure(FigureScale scale, MapSetting setting, HeatmapStyle style)
{
    private const double Width = 640, Left = 66, Top = 6, PlotWidth = 528, Right = Left + PlotWidth;
    private const double GateLeft = Right + 10, GateWidth = 16, RowHeight = 14, ColumnWidth = 24;
    private const double Flattest = 0.6, Steepest = 1.2;
    private const int LabelRows = 2, PixelsPerCell = 3;

    private double PlotHeight => PlotWidth
        * Math.Clamp((double)setting.TargetFrames / setting.Reference.Count, Flattest, Steepest);

    private double Bottom => Top + PlotHeight;

    /// <summary>Draws the map of one site.</summary>
    /// <param name="site">The site; it has a map.</param>
    /// <param name="alternative">What it shows, for those who do not see it.</param>
    public Markup Draw(SiteEvidence site, string alternative)
    {
        var across = new FrameAxis(Left, PlotWidth, site.References);
        var down = new FrameAxis(Top, PlotHeight, site.Phonemes);
        var labels = across.Labels(scale.PhonemeNames, LetterRoom.Across, LabelRows);
        var below = Bottom + RowHeight * (labels.Select(label => label.Row).DefaultIfEmpty(0).Max() + 1) + 16;
        return $"""
            <svg class="map" viewBox="0 0 {Width} {below + 6}" role="img" aria-label="{alternative}">
            <rect class="nothing" x="{Left}" y="{Top}" width="{PlotWidth}" height="{PlotHeight}"/>
            <image href="{HeatmapPicture.Draw(WithoutEmptyRows(site.Map!), style, PixelsPerCell)}" x="{Left}"
              y="{Top}" width="{PlotWidth}"
              height="{PlotHeight}" preserveAspectRatio="none"/>
            {Cuts(across, down)}{Meetings(site, across, down)}{Across(labels)}{Down(down)}{Gate(site)}{Playheads()}
            <text class="unit" x="{Left + PlotWidth / 2}" y="{below}">reference →</text></svg>
            """;
    }

    /// <summary>Leaves rows without attention uncoloured, so that they are not taken for little attention.</summary>
    private static double[,] WithoutEmptyRows(double[,] map)
    {
        var shown = (double[,])map.Clone();
        for (var row = 0; row < map.GetLength(0); row++)
        {
            var columns = Enumerable.Range(0, map.GetLength(1)).ToList();
            if (columns.All(column => map[row, column] == 0))
                columns.ForEach(column => shown[row, column] = double.NaN);
        }
        return shown;
    }

    private Markup Cuts(FrameAxis across, FrameAxis down)
    {
        var upright = across.Boundaries.Select(at => (Markup)$"""
            <line class="cut" x1="{at}" x2="{at}" y1="{Top}" y2="{Bottom}"/>
            """);
        var level = down.Boundaries.Select(at => (Markup)$"""
            <line class="cut" x1="{Left}" x2="{Right}" y1="{at}" y2="{at}"/>
            """);
        return $"{upright}{level}";
    }

    private Markup Meetings(SiteEvidence site, FrameAxis across, FrameAxis down)
    {
        var reading = new AttentionReading(site.Map!, site.Phonemes, site.References);
        return Markup.Join(reading.Meetings().Select(meeting =>
        {
            var (left, right) = (across.At(meeting.Reference.Start), across.At(meeting.Reference.End));
            var (top, bottom) = (down.At(meeting.Target.Start), down.At(meeting.Target.End));
            return (Markup)$"""
                <rect class="meeting" x="{left}" y="{top}" width="{right - left}"
                  height="{bottom - top}"><title>{NameOf(meeting.Target.Id)}: {Digits.Percent(meeting.Share)} of its
                  attention</title></rect>
                """;
        }));
    }

    private Markup Across(IReadOnlyList<PhonemeLabel> labels) => Markup.Join(labels.Select(label => (Markup)$"""
        <text class="phoneme" x="{label.Centre}" y="{Bottom + 13 + RowHeight * label.Row}">{label.Text}</text>
        """));

    private Markup Down(FrameAxis axis)
    {
        var heard = setting.Reference.ToHashSet();
        var labels = axis.Labels(scale.PhonemeNames, LetterRoom.Down, LabelRows).Select(label => (Markup)$"""
            <text class="left phoneme{(heard.Contains(label.Id) ? "" : " absent")}"
              x="{Left - 5 - ColumnWidth * label.Row}" y="{label.Centre + 4}">{label.Text}</text>
            """);
        return $"""
            {labels}<text class="unit" transform="translate(10 {Top + PlotHeight / 2}) rotate(-90)">← target</text>
            """;
    }

    private Markup Gate(SiteEvidence site)
    {
        if (site.Gate is not { } gate)
            return Markup.Empty;
        var column = new double[gate.Length, 1];
        for (var frame = 0; frame < gate.Length; frame++)
            column[frame, 0] = gate[frame];
        return $"""
            <image href="{HeatmapPicture.Draw(column, HeatmapStyle.Gate, PixelsPerCell)}" x="{GateLeft}" y="{Top}"
              width="{GateWidth}"
              height="{PlotHeight}" preserveAspectRatio="none"/><rect class="frame" x="{GateLeft}" y="{Top}"
                width="{GateWidth}" height="{PlotHeight}"/>
            <text class="unit" x="{GateLeft + GateWidth / 2}" y="{Bottom + 13}">gate</text>
            """;
    }

    private Markup Playheads()
    {
        var (target, reference) = (scale.Seconds(setting.TargetFrames), scale.Seconds(setting.Reference.Count));
        return $"""
            <line class="playhead" data-follows="{setting.TargetPlayer}" data-seconds="{Digits.Exact(target)}"
              data-down="{PlotHeight}" x1="{Left}" x2="{GateLeft + GateWidth}" y1="{Top}" y2="{Top}"/>
            <line class="playhead" data-follows="{setting.ReferencePlayer}" data-seconds="{Digits.Exact(reference)}"
              data-across="{PlotWidth}" x1="{Left}" x2="{Left}" y1="{Top}" y2="{Bottom}"/>
            """;
    }

    private string NameOf(long id) => id < scale.PhonemeNames.Count ? scale.PhonemeNames[(int)id] : $"#{id}";
}
