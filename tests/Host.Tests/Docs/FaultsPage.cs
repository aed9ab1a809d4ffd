using System.Text.RegularExpressions;

namespace Melange.Host.Tests.Docs;

/// <summary>The messages that docs/faults.md has rows for.</summary>
internal static partial class FaultsPage
{
    /// <summary>The page, from the repository's root.</summary>
    public const string File = "docs/faults.md";

    /// <summary>Every message in a first cell, normalised.</summary>
    public static IReadOnlyList<string> Messages(string page) =>
    [
        .. page.Split('\n').Where(line => line.StartsWith("| `", StringComparison.Ordinal))
            .Select(line => line[1..].Split(" | ")[0])
            .SelectMany(cell => cell.Split("<br>"))
            .Select(Normal)
    ];

    /// <summary>A text without what differs between source and page: line ends, backticks, what varies at its ends.</summary>
    public static string Normal(string text) =>
        Varying().Replace(Space().Replace(text.Replace("`", ""), " "), "…").Trim(' ', '…');

    [GeneratedRegex(@"\s+")]
    private static partial Regex Space();

    [GeneratedRegex(@"…(\s?…)+")]
    private static partial Regex Varying();
}
