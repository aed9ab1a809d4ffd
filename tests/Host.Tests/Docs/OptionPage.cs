using System.Text.RegularExpressions;

namespace Melange.Host.Tests.Docs;

/// <summary>The tables of options of one page.</summary>
/// <param name="file">The page, from the repository's root.</param>
internal sealed partial class OptionPage(string file)
{
    /// <summary>The whole page.</summary>
    public string Text { get; } = File.ReadAllText(Path.Combine(TestFolder.Repository, file));

    /// <summary>The defaults that its tables state of an option.</summary>
    /// <param name="key">The option's key.</param>
    /// <param name="id">The part that has it.</param>
    public IReadOnlyList<string> Defaults(string key, string id) =>
    [
        .. Rows().Where(row => row[0].Contains($"`{key}`", StringComparison.Ordinal) && IsOf(row, id))
            .Select(row => Default(row[DefaultColumn], id))
    ];

    private const int DefaultColumn = 1;

    // The default's cell stands second; with a column "of" the parts stand between.
    private IEnumerable<string[]> Rows()
    {
        string[] header = [];
        foreach (var line in Text.Split('\n').Where(line => line.StartsWith('|')))
        {
            var cells = line.Trim().Trim('|').Split('|').Select(cell => cell.Trim()).ToArray();
            if (cells[0] == "option")
                header = cells;
            else if (cells[0].StartsWith('`') && Array.IndexOf(header, "default") is > 0 and var index)
                yield return [cells[0], cells[index], Array.IndexOf(header, "of") is > 0 and var of ? cells[of] : ""];
            else if (!cells[0].StartsWith('-'))
                header = [];
        }
    }

    // Parts are named in backticks; words such as "both" mean all that have the option.
    private static bool IsOf(string[] row, string id) =>
        !row[2].Contains('`', StringComparison.Ordinal) || row[2].Contains($"`{id}`", StringComparison.Ordinal);

    // "10; 8 for `dpm-solver++`"
    private static string Default(string cell, string id)
    {
        var clauses = cell.Split("; ");
        var own = clauses.Skip(1).FirstOrDefault(clause => clause.Contains($"`{id}`", StringComparison.Ordinal));
        return For().Replace(own ?? clauses[0], "").Replace("`", "");
    }

    [GeneratedRegex(" for .*$")]
    private static partial Regex For();
}
