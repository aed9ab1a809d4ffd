using CsvHelper;

namespace Melange.Plugins;

/// <summary>Rows of fields, each with the line that it begins in.</summary>
/// <remarks>
/// Source: RFC 4180, section 2, as CsvHelper reads it. Departs from it: the separator is the first of comma, semicolon,
/// tab and <c>|</c> in the file, or what Excel's <c>sep=;</c> says; a line ends with LF, CR or CRLF; white space around
/// fields goes; rows without anything in them, which spreadsheets write, are passed over.
/// </remarks>
/// <param name="Rows">The rows in the order of the file, a header among them.</param>
/// <param name="Faults">What is wrong with the rows that cannot be told into fields.</param>
public sealed record CsvTable(IReadOnlyList<CsvRow> Rows, IReadOnlyList<Fault> Faults)
{
    private const string Separators = ",;\t|";
    private const string SeparatorHint = "sep=";

    /// <summary>Reads what spreadsheets and programs write: quoted where need be.</summary>
    /// <exception cref="FaultException">The file cannot be read as text.</exception>
    public static CsvTable Read(CorpusFile file)
    {
        ArgumentNullException.ThrowIfNull(file);
        return Parse(file.ReadText(), file);
    }

    /// <summary>Reads fields that nothing is quoted in: a quote is a letter, as in LJSpeech's list.</summary>
    /// <exception cref="FaultException">The file cannot be read as text.</exception>
    public static CsvTable ReadUnquoted(CorpusFile file, char separator)
    {
        ArgumentNullException.ThrowIfNull(file);
        return Split(file.ReadText(), new() { Separator = separator, Mode = CsvMode.NoEscape }, file);
    }

    /// <summary>Splits a text as <see cref="Read"/> does.</summary>
    /// <param name="text">Content of the file.</param>
    /// <param name="file">The file that messages name.</param>
    public static CsvTable Parse(string text, CorpusFile file)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(file);
        // The library's own guess looks at the rows, and goes wrong where a comma too many is what is wrong with them.
        var first = text.AsSpan().IndexOfAny(Separators);
        var isHinted = first < 0 || text.StartsWith(SeparatorHint, StringComparison.OrdinalIgnoreCase);
        return Split(text, new() { Separator = isHinted ? null : text[first], TrimWhitespace = true }, file);
    }

    private static CsvTable Split(string text, CsvReaderOptions options, CorpusFile file)
    {
        var faults = new List<Fault>();
        using var reader = CsvReader.FromText(text, options with
        {
            HasHeader = false,
            TrackLineNumbers = true,
            MalformedData = CsvMalformedDataHandling.Skip,
            OnMalformedRecord = row => faults.Add(file.Fault((int)row.LineNumber, Problem(row.Reason)))
        });
        var rows = new List<CsvRow>();
        while (reader.Read())
            rows.Add(new((int)reader.LineNumber, [.. reader.Current.ToArray().Select(field => field.Trim())]));
        return new(rows.FindAll(row => row.Fields.Any(field => field.Length > 0)), faults);
    }

    private static string Problem(CsvMalformedReason reason) => reason switch
    {
        CsvMalformedReason.TextAfterClosingQuote =>
            "a closing '\"' must be followed by a separator or a new line, but text follows.",
        CsvMalformedReason.UnterminatedQuote =>
            "a field that begins with '\"' must end with one, but the file ends first.",
        _ => "a field that has a '\"' in it must begin and end with one, but does not."
    };
}

/// <summary>One record of a table.</summary>
/// <param name="Line">The line that it begins in, from 1.</param>
/// <param name="Fields">Its fields, unquoted, without white space around them.</param>
public sealed record CsvRow(int Line, IReadOnlyList<string> Fields);
