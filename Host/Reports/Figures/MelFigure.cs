using Melange.Host.Pictures;
using Melange.Host.Reports.Evidence;
using Melange.Host.Reports.Html;

namespace Melange.Host.Reports.Figures;

/// <summary>Draws a spectrogram with its phonemes, seconds and frequencies.</summary>
/// <param name="scale">What all figures share.</param>
/// <param name="longestFrames">Frames of the longest sentence beside it: all have the same seconds a width.</param>
internal sealed class MelFigure(FigureScale scale, int longestFrames)
{
    private const double Width = 640, Left = 40, Right = 8, Top = 6, PlotHeight = 156;
    private const double PlotWidth = Width - Left - Right, Bottom = Top + PlotHeight;
    private const double RowHeight = 14, LabelRows = 2, Height = Bottom + RowHeight * LabelRows + 22;
    private const int PixelsPerCell = 2;
    private static readonly double[] LabelledKilohertz = [0.5, 1, 2, 4];

    /// <summary>Draws the spectrogram of one sentence.</summary>
    /// <param name="speech">The sentence; it has a spectrogram.</param>
    /// <param name="player">Id of its player, which the playhead follows.</param>
    /// <param name="alternative">What it shows, for those who do not see it.</param>
    public Markup Draw(SpeechEvidence speech, string player, string alternative)
    {
        var mel = speech.LogMel!;
        var frames = mel.GetLength(1);
        var length = PlotWidth * frames / longestFrames;
        var axis = new FrameAxis(Left, length, speech.Phonemes.Count > 0 ? speech.Phonemes : new long[frames]);
        return $"""
            <svg class="mel" viewBox="0 0 {Width} {Height}" role="img" aria-label="{alternative}">
            <image href="{HeatmapPicture.Draw(mel, scale.Mel, PixelsPerCell)}" x="{Left}" y="{Top}" width="{length}"
              height="{PlotHeight}" preserveAspectRatio="none"/>
            {Phonemes(axis)}{Frequencies(mel.GetLength(0))}{Seconds(frames, axis)}
            {Playhead(player, frames, length)}</svg>
            """;
    }

    private Markup Phonemes(FrameAxis axis)
    {
        var cuts = axis.Boundaries.Select(at => (Markup)$"""
            <line class="cut" x1="{at}" x2="{at}" y1="{Top}" y2="{Bottom}"/><line class="tick" x1="{at}" x2="{at}"
              y1="{Bottom}" y2="{Bottom + 5}"/>
            """);
        var labels = axis.Labels(scale.PhonemeNames, LetterRoom.Across, (int)LabelRows).Select(label => (Markup)$"""
            <text class="phoneme" x="{label.Centre}" y="{Bottom + 12 + RowHeight * label.Row}">{label.Text}</text>
            """);
        return $"{cuts}{labels}";
    }

    private Markup Frequencies(int bins)
    {
        var marks = LabelledKilohertz.Where(kilohertz => kilohertz * 1000 < scale.Format.HighHz).Select(kilohertz =>
        {
            var height = Bottom - PlotHeight * (scale.BinOf(kilohertz * 1000) + 0.5) / bins;
            return (Markup)$"""
                <line class="tick" x1="{Left - 4}" x2="{Left}" y1="{height}" y2="{height}"/><text class="left"
                  x="{Left - 7}" y="{height + 3.5}">{kilohertz}</text>
                """;
        });
        return $"""{marks}<text class="unit" transform="translate(9 {Top + PlotHeight / 2}) rotate(-90)">kHz</text>""";
    }

    private Markup Seconds(int frames, FrameAxis axis)
    {
        const double spacing = 0.25;
        var height = Bottom + RowHeight * LabelRows + 18;
        var count = (int)(scale.Seconds(frames) / spacing);
        var marks = Enumerable.Range(0, count + 1).Select(mark =>
        {
            var at = axis.At(mark * spacing * scale.Format.FrameRateHz);
            var unit = mark == 0 ? " s" : "";
            return (Markup)$"""<text class="second" x="{at}" y="{height}">{mark * spacing}{unit}</text>""";
        });
        return Markup.Join(marks);
    }

    private Markup Playhead(string player, int frames, double length) => $"""
        <rect class="seek" data-player="{player}" x="{Left}" y="{Top}" width="{length}" height="{PlotHeight}"/>
        <line class="playhead" data-follows="{player}" data-seconds="{Digits.Exact(scale.Seconds(frames))}"
          data-across="{length}" x1="{Left}" x2="{Left}" y1="{Top}" y2="{Bottom}"/>
        """;
}
