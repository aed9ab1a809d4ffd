namespace Melange.Host.Reports.Figures;

/// <summary>How much room a phoneme's name takes on an axis, in units of the figure.</summary>
internal static class LetterRoom
{
    private const double Letter = 6.4, Gap = 5, Line = 11;

    /// <summary>Along a horizontal axis.</summary>
    public static double Across(string name) => name.Length * Letter + Gap;

    /// <summary>Along a vertical axis.</summary>
    public static double Down(string name) => Line;
}
