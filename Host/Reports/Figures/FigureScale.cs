using Melange.Host.Pictures;
using Melange.Host.Reports.Evidence;

namespace Melange.Host.Reports.Figures;

/// <summary>What all figures of a report share.</summary>
/// <param name="Format">Rate and bins of the spectrograms.</param>
/// <param name="PhonemeNames">Name of each phoneme id.</param>
/// <param name="Mel">The one colour scale of all spectrograms.</param>
internal sealed record FigureScale(AudioFormat Format, IReadOnlyList<string> PhonemeNames, HeatmapStyle Mel)
{
    private const double LowShare = 0.01;
    private const double HighShare = 0.999;

    /// <summary>Finds the colour scale: from the 1st to the 99.9th percentile of all recordings shown.</summary>
    /// <remarks>Synthesised speech does not move the scale, so that a variant that goes wrong cannot hide in
    /// it.</remarks>
    public static FigureScale Of(ExperimentReport report, IEnumerable<PairEvidence> pairs)
    {
        var recorded = pairs.SelectMany(pair => new[] { pair.Reference, pair.Target });
        var values = recorded.Where(speech => speech.LogMel is not null)
            .SelectMany(speech => speech.LogMel!.Cast<double>()).Where(double.IsFinite).Order().ToList();
        var style = values.Count == 0
            ? HeatmapStyle.Mel(0, 1)
            : HeatmapStyle.Mel(At(values, LowShare), Math.Max(At(values, HighShare), At(values, LowShare) + 1e-3));
        return new FigureScale(report.Format, report.PhonemeNames, style);
    }

    /// <summary>The seconds that so many frames last.</summary>
    public double Seconds(int frames) => frames / Format.FrameRateHz;

    /// <summary>Where a frequency lies among the mel bins: 0 is the centre of the first.</summary>
    /// <remarks>Slaney's scale as in the log-mel itself: linear below 1 kHz, logarithmic above.</remarks>
    public double BinOf(double hertz)
    {
        var (low, high) = (MelOf(Format.LowHz), MelOf(Format.HighHz));
        return (MelOf(hertz) - low) / (high - low) * (Format.Bins + 1) - 1;
    }

    private static double MelOf(double hertz) =>
        hertz < 1000 ? hertz * 3 / 200 : 15 + Math.Log(hertz / 1000) * 27 / Math.Log(6.4);

    private static double At(List<double> ordered, double share) => ordered[(int)((ordered.Count - 1) * share)];
}
