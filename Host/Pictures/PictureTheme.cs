using ScottPlot;

namespace Melange.Host.Pictures;

/// <summary>The colours of a picture on light or on dark paper.</summary>
/// <param name="Ink">Letters and axes.</param>
/// <param name="Faint">Grid lines.</param>
/// <param name="Variants">One colour a variant, told apart by colour-blind readers too.</param>
internal sealed record PictureTheme(string Ink, string Faint, IReadOnlyList<string> Variants)
{
    /// <summary>On light paper.</summary>
    public static PictureTheme Light { get; } = new("#5b5f6b", "#e4e4e1",
        ["#1f6fc4", "#d2571b", "#158467", "#a23ea0", "#937100", "#4b5563"]);

    /// <summary>On dark paper.</summary>
    public static PictureTheme Dark { get; } = new("#a3a8b6", "#30333d",
        ["#6db3ff", "#ff9a62", "#4fd0a8", "#e491e2", "#e3c04d", "#b5bccb"]);

    /// <summary>Number of colours; further variants begin again.</summary>
    public static int Count => Light.Variants.Count;

    /// <summary>The colour of a variant.</summary>
    public Color Variant(int index) => Color.FromHex(Variants[index % Variants.Count]);
}
