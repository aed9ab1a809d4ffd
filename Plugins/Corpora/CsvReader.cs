using System.Text;

namespace Melange.Plugins;

/// <summary>Splits CSV text into rows and fields.</summary>
/// <remarks>
/// Source: RFC 4180, section 2. Departs from it: a line ends with LF or CRLF, and empty lines are passed over.
/// </remarks>
public sealed class CsvReader
{
    private readonly string text;
    private readonly CorpusFile file;
    private int position;
    private int line = 1;

    private CsvReader(string text, CorpusFile file) => (this.text, this.file) = (text, file);

    /// <summary>Splits a text.</summary>
    /// <param name="text">Content of the file.</param>
    /// <param name="file">The file that messages name.</param>
    /// <exception cref="FaultException">Quotes are not where they must be.</exception>
    public static IReadOnlyList<CsvRow> Rows(string text, CorpusFile file)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(file);
        var reader = new CsvReader(text, file);
        var rows = new List<CsvRow>();
        while (reader.position < text.Length)
            rows.Add(reader.Row());
        return rows.FindAll(row => row.Fields is not [""]);
    }

    private CsvRow Row()
    {
        var firstLine = line;
        var fields = new List<string> { Field() };
        while (Takes(","))
            fields.Add(Field());
        if (position < text.Length && !Takes("\r\n") && !Takes("\n"))
            throw file.Failure(line,
                $"a closing '\"' must be followed by a comma or a new line, but '{text[position]}' follows.");
        line++;
        return new(firstLine, fields);
    }

    private string Field() => Takes("\"") ? QuotedField() : PlainField();

    private string PlainField()
    {
        var start = position;
        while (position < text.Length && text[position] is not (',' or '\n') && !Sees("\r\n"))
            if (text[position++] == '"')
                throw file.Failure(line, "a field that has a '\"' in it must begin and end with one, but does not.");
        return text[start..position];
    }

    private string QuotedField()
    {
        var firstLine = line;
        var field = new StringBuilder();
        while (position < text.Length)
        {
            if (Takes("\"\""))
            {
                field.Append('"');
                continue;
            }
            if (Takes("\""))
                return field.ToString();
            if (text[position] == '\n')
                line++;
            field.Append(text[position++]);
        }
        throw file.Failure(firstLine, "a field that begins with '\"' must end with one, but the file ends first.");
    }

    private bool Sees(string expected) => string.CompareOrdinal(text, position, expected, 0, expected.Length) == 0;

    private bool Takes(string expected)
    {
        if (!Sees(expected))
            return false;
        position += expected.Length;
        return true;
    }
}

/// <summary>One record of a CSV file.</summary>
/// <param name="Line">The line that it begins in, from 1.</param>
/// <param name="Fields">Its fields, unquoted.</param>
public sealed record CsvRow(int Line, IReadOnlyList<string> Fields);
