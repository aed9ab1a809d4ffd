using System.Security.Cryptography;
using System.Text;
using CsvHelper;

namespace Melange.Host.Experiments.Scores;

/// <summary>One row of a file of scores, as it is written.</summary>
/// <param name="Line">Its line, from 1.</param>
/// <param name="Fields">Its fields by the name of their column, without white space around them.</param>
internal sealed record ScoreRow(int Line, IReadOnlyDictionary<string, string> Fields)
{
    /// <summary>Columns of a file of scores.</summary>
    public const string Trial = "trial", Pair = "pair", Metric = "metric", Value = "value", Unit = "unit",
        HigherIsBetter = "higher_is_better", Margin = "margin";

    /// <summary>A field; empty where the file has no such column.</summary>
    public string this[string column] => Fields.GetValueOrDefault(column, "");
}

/// <summary>A file of scores as rows: CSV with a header.</summary>
/// <remarks>
/// Source: RFC 4180, section 2, as CsvHelper reads it. Departs from it: the separator is the first comma, semicolon or
/// tab of the header; upper and lower case are alike in the header; empty rows are passed over.
/// </remarks>
/// <param name="Rows">The rows, the header aside.</param>
/// <param name="Faults">What is wrong with rows that cannot be told into fields.</param>
/// <param name="Source">Its name and hash, as legends name it: <c>mos.csv, SHA-256 2f31…</c>.</param>
internal sealed record ScoreFile(IReadOnlyList<ScoreRow> Rows, IReadOnlyList<Fault> Faults, string Source)
{
    private const string Separators = ",;\t";
    private static readonly string[] Needed = [ScoreRow.Trial, ScoreRow.Pair, ScoreRow.Metric, ScoreRow.Value];
    private static readonly string[] Known =
        [.. Needed, ScoreRow.Unit, ScoreRow.HigherIsBetter, ScoreRow.Margin];

    /// <summary>Reads a file.</summary>
    /// <exception cref="FaultException">It cannot be read, or its header does not have the columns.</exception>
    public static ScoreFile Read(string file)
    {
        var bytes = Bytes(file);
        var text = Encoding.UTF8.GetString(bytes).TrimStart('\uFEFF');
        var faults = new List<Fault>();
        var records = Records(text, (line, message) => faults.Add(new(file, line, message)));
        var header = records.Count == 0 ? [] : records[0].Fields.Select(name => name.ToLowerInvariant()).ToArray();
        var wrong = ProblemsOf(header).Select(problem => new Fault(file, 1, problem)).ToList();
        if (wrong.Count > 0)
            throw new FaultException(wrong);
        var rows = new List<ScoreRow>();
        foreach (var (line, fields) in records.Skip(1).Where(record => record.Fields.Any(field => field.Length > 0)))
            if (fields.Length == header.Length)
                rows.Add(new(line, header.Zip(fields).ToDictionary(one => one.First, one => one.Second)));
            else
                faults.Add(new(file, line,
                    $"must have {header.Length} fields, as the header, but has {fields.Length}."));
        return new(rows, faults,
            $"{Path.GetFileName(file)}, SHA-256 {Convert.ToHexStringLower(SHA256.HashData(bytes))}");
    }

    private static byte[] Bytes(string file)
    {
        try
        {
            return File.ReadAllBytes(file);
        }
        catch (Exception closed) when (closed is IOException or UnauthorizedAccessException)
        {
            throw new FaultException([new(file, 0, $"it cannot be read: {closed.Message}")]);
        }
    }

    private static List<(int Line, string[] Fields)> Records(string text, Action<int, string> malformed)
    {
        var separator = text.AsSpan().IndexOfAny(Separators);
        using var reader = CsvReader.FromText(text, new()
        {
            Separator = separator < 0 ? ',' : text[separator],
            TrimWhitespace = true,
            HasHeader = false,
            TrackLineNumbers = true,
            MalformedData = CsvMalformedDataHandling.Skip,
            OnMalformedRecord = row => malformed(
                (int)row.LineNumber, "its quotes must open and close fields, but do not.")
        });
        var records = new List<(int, string[])>();
        while (reader.Read())
            records.Add(((int)reader.LineNumber, [.. reader.Current.ToArray().Select(field => field.Trim())]));
        return records;
    }

    private static IEnumerable<string> ProblemsOf(string[] header)
    {
        foreach (var column in Needed.Except(header))
            yield return $"a file of scores must have a column '{column}', but has {(header.Length == 0 ? "none" : string.Join(", ", header))}.";
        foreach (var column in header.Except(Known))
            yield return $"a file of scores has no column '{column}'.{NearestName.Suggest(column, Known)} "
                + $"Known: {string.Join(", ", Known)}.";
        foreach (var column in header.GroupBy(column => column).Where(column => column.Count() > 1))
            yield return $"the column '{column.Key}' must stand once, but stands {column.Count()} times.";
    }
}
