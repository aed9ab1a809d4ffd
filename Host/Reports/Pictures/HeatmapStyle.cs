using ScottPlot;
using ScottPlot.Colormaps;

namespace Melange.Host.Reports.Pictures;

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
