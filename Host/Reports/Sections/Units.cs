namespace Melange.Host.Reports.Sections;

/// <summary>Writes units.</summary>
internal static class Units
{
    /// <summary>A unit after a number, parted by a space; nothing for a ratio.</summary>
    public static string After(string unit) => unit.Length == 0 ? "" : "\u00a0" + unit;
}
