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

    /// <summary>A text without what differs between source and page.</summary>
    /// <remarks>That is line ends, backticks, the names in a log's message, and what varies at its ends.</remarks>
    public static string Normal(string text)
    {
        var named = LogName().Replace(text.Replace("`", ""), "…");
        return Varying().Replace(Space().Replace(named, " "), "…").Trim(' ', '…');
    }

    [GeneratedRegex(@"\{[A-Z]\w*\}")]
    private static partial Regex LogName();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Space();

    [GeneratedRegex(@"…(\s?…)+")]
    private static partial Regex Varying();
}
