using CsCheck;

namespace Melange.Plugins.Tests.Corpora;

public sealed class CsvTableTests
{
    private static readonly CorpusFile File = new("nowhere", "a.csv");

    // Fields that are not empty and begin and end with no white space, which goes.
    private static readonly Gen<string[][]> Tables =
        Gen.Char["a é,\"\n\r;|"].Array[0, 6].Select(letters => $"<{new string(letters)}>").Array[2, 5].Array[1, 6];

    [Theory, InlineData(',', "\r\n"), InlineData(';', "\n"), InlineData('\t', "\r"), InlineData('|', "\n")]
    public void Parse_WrittenByTheRules_ReadsAsItWas(char separator, string lineEnd) => Tables.Sample(table =>
    {
        table[0] = ["id", "text"];
        var text = string.Concat(table.Select(row =>
            string.Join(separator, row.Select(field => Quoted(field, separator))) + lineEnd));

        var read = CsvTable.Parse(text, File);

        Assert.Empty(read.Faults);
        Assert.Equal(table, read.Rows.Select(row => row.Fields.ToArray()));
        Assert.Equal(LinesBefore(table), read.Rows.Select(row => row.Line));
    });

    [Theory]
    [InlineData("a,b\nc,d"), InlineData("a,b\r\nc,d\r\n"), InlineData("a,b\rc,d\r"), InlineData("\na,b\n\n\nc,d\n\n")]
    [InlineData("sep=;\r\na;b\r\nc;d\r\n"), InlineData(" a , b\n \"c\" ,d \n"), InlineData("a;b\n;\nc;d\n;\n")]
    public void Parse_OtherWaysOfWriting_AreTheSame(string text) =>
        Assert.Equal([["a", "b"], ["c", "d"]], CsvTable.Parse(text, File).Rows.Select(row => row.Fields.ToArray()));

    [Fact]
    public void Parse_CommasTooManyAndSemicolonsInTheTexts_ASeparatorIsThatOfTheHeader()
    {
        var text = "a,b\n" + string.Concat(Enumerable.Range(0, 40).Select(i => $"x; y{(i % 2 == 0 ? ", z" : "")},b\n"));

        Assert.Equal(["x; y", "z", "b"], CsvTable.Parse(text, File).Rows[1].Fields);
    }

    [Fact]
    public void Parse_BrokenQuotes_AreAllToldAndTheOtherRowsRead()
    {
        var read = CsvTable.Parse("a,b\nc,\"d\" e\n\"f\ng\",h\ni,j \"k\"\nl,m\n\"n,o\np,q\n", File);

        Assert.Equal(
            [
                "a.csv:2: a closing '\"' must be followed by a separator or a new line, but text follows.",
                "a.csv:5: a field that has a '\"' in it must begin and end with one, but does not.",
                "a.csv:7: a field that begins with '\"' must end with one, but the file ends first."
            ],
            read.Faults.Select(fault => fault.ToString()));
        Assert.Equal([(1, "a"), (3, "f\ng"), (6, "l")], read.Rows.Select(row => (row.Line, row.Fields[0])));
    }

    [Fact]
    public void ReadUnquoted_QuotesAndCommas_AreLetters()
    {
        var path = Path.GetTempFileName();
        try
        {
            System.IO.File.WriteAllText(path, "LJ001-0001|\"Yes,\" he said|it's \"so\n\nLJ001-0002|b|\n");

            var rows = CsvTable.ReadUnquoted(new(path, "metadata.csv"), '|').Rows;

            Assert.Equal(
                [["LJ001-0001", "\"Yes,\" he said", "it's \"so"], ["LJ001-0002", "b", ""]],
                rows.Select(row => row.Fields.ToArray()));
            Assert.Equal([1, 3], rows.Select(row => row.Line));
        }
        finally
        {
            System.IO.File.Delete(path);
        }
    }

    private static string Quoted(string field, char separator) =>
        field.AsSpan().ContainsAny([separator, '"', '\n', '\r'])
            ? $"\"{field.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : field;

    private static IEnumerable<int> LinesBefore(string[][] table)
    {
        var line = 1;
        foreach (var row in table)
        {
            yield return line;
            line += 1 + row.Sum(field => field.Split(["\r\n", "\n", "\r"], StringSplitOptions.None).Length - 1);
        }
    }
}
