using ScottPlot;

namespace Melange.Host.Probing.Pictures;

/// <summary>How letters are written.</summary>
/// <param name="Size">Their size in CSS pixels.</param>
/// <param name="Alignment">Which point of their box lies at the place.</param>
internal sealed record Letters(float Size, Alignment Alignment = Alignment.UpperLeft)
{
    /// <summary>Plain letters from the place to the right.</summary>
    public static Letters Plain { get; } = new(12);

    /// <summary>Room along the line in CSS pixels; what is longer is cut.</summary>
    public double Room { get; init; } = double.PositiveInfinity;

    /// <summary>Their colour.</summary>
    public Color Colour { get; init; } = Color.FromHex("#22242b");
}
