using CsCheck;

namespace Melange.Plugins.Tests.Corpora;

public sealed class CsvReaderTests
{
    private static readonly CorpusFile File = new("nowhere", "a.csv");

    private static readonly Gen<string[][]> Tables =
        Gen.Char["a é,\"\n\r"].Array[0, 6].Select(letters => new string(letters)).Array[2, 5].Array[0, 6];

    [Fact]
    public void Rows_WrittenByTheRules_ReadAsTheyWere() => Tables.Sample(table =>
    {
        var text = string.Concat(table.Select(row => string.Join(',', row.Select(Quoted)) + "\r\n"));

        var rows = CsvReader.Rows(text, File);

        Assert.Equal(table, rows.Select(row => row.Fields.ToArray()));
        Assert.Equal(LinesBefore(table), rows.Select(row => row.Line));
    });

    [Theory, InlineData("a,b\nc,d"), InlineData("a,b\r\nc,d\r\n"), InlineData("\na,b\n\n\nc,d\n\n")]
    public void Rows_AnyLineEnds_AreTheSame(string text) =>
        Assert.Equal([["a", "b"], ["c", "d"]], CsvReader.Rows(text, File).Select(row => row.Fields.ToArray()));

    private static string Quoted(string field) => field.AsSpan().ContainsAny(",\"\n\r")
        ? $"\"{field.Replace("\"", "\"\"", StringComparison.Ordinal)}\""
        : field;

    private static IEnumerable<int> LinesBefore(string[][] table)
    {
        var line = 1;
        foreach (var row in table)
        {
            yield return line;
            line += 1 + row.Sum(field => field.Count(letter => letter == '\n'));
        }
    }
}
