namespace Melange.Plugins.Tests.Corpora;

public sealed class TextGridFileTests
{
    private const string Short = """"
        File type = "ooTextFile"
        Object class = "TextGrid"

        0
        2.5
        <exists>
        2
        "TextTier"
        "clicks"
        0
        2.5
        1
        1.25
        "a ""loud"" one"
        "IntervalTier"
        "phones"
        0
        2.5
        2
        0
        1e0
        "say ""ah"""
        1
        2.5
        "ü"
        """";

    private const string Long = """"
        File type = "ooTextFile"
        Object class = "TextGrid"

        xmin = 0 ! seconds, not 17
        xmax = 2.5
        tiers? <exists>
        size = 2
        item []:
            item [1]:
                class = "TextTier"
                name = "clicks"
                xmin = 0
                xmax = 2.5
                points: size = 1
                points [1]:
                    number = 1.25
                    mark = "a ""loud"" one"
            item [2]:
                class = "IntervalTier"
                name = "phones"
                xmin = 0
                xmax = 2.5
                intervals: size = 2
                intervals [1]:
                    xmin = 0
                    xmax = 1
                    text = "say ""ah"""
                intervals [2]:
                    xmin = 1
                    xmax = 2.5
                    text = "ü"
        """";

    private static readonly CorpusFile File = new("nowhere", "a.TextGrid");

    [Theory]
    [InlineData(Short, 16, 20, 23)]
    [InlineData(Long, 20, 25, 29)]
    public void Parse_EitherFormat_GivesTheSameTiers(string text, int tierLine, int firstLine, int secondLine)
    {
        var tiers = TextGridFile.Parse(text, File).Tiers;

        Assert.Equal(["clicks", "phones"], tiers.Select(tier => tier.Name));
        Assert.Null(tiers[0].Intervals);
        Assert.Equal(tierLine, tiers[1].Line);
        Assert.Equal([new(firstLine, 0, 1, "say \"ah\""), new(secondLine, 1, 2.5, "ü")], tiers[1].Intervals);
    }

    [Fact]
    public void Parse_WindowsLineEnds_CountsLinesOnce() =>
        Assert.Equal(20, TextGridFile.Parse(Long.Replace("\n", "\r\n"), File).Tiers[1].Line);

    [Theory]
    [InlineData("\"ooTextFile\"", "\"ooBinaryFile\"",
        "1: the file type must be \"ooTextFile\", but was \"ooBinaryFile\".")]
    [InlineData("\"TextGrid\"", "\"Pitch\"", "2: the object class must be \"TextGrid\", but was \"Pitch\".")]
    [InlineData("xmax = 2.5\ntiers", "xmax = NaN\ntiers",
        "6: the end of the TextGrid must be a number, but was <exists>.")]
    [InlineData("<exists>", "2.5", "6: the flag before the tiers must be <exists> or <absent>, but was 2.5.")]
    [InlineData("size = 2\nitem", "size = 1.5\nitem", "7: the number of tiers must be a whole number, but was 1.5.")]
    [InlineData("\"IntervalTier\"", "\"Tier\"",
        "19: the class of a tier must be \"IntervalTier\" or \"TextTier\", but was \"Tier\".")]
    [InlineData("\"phones\"", "phones", "21: the name of a tier must be text in quotes, but was 0.")]
    [InlineData("xmin = 1\n", "xmin = one\n", "31: the end of an interval must be a number, but was \"ü\".")]
    [InlineData("text = \"say \"\"ah\"\"\"", "text = 7",
        "27: the label of an interval must be text in quotes, but was 7.")]
    [InlineData("intervals: size = 2", "intervals: size = 3",
        "31: the start of an interval must be a number, but the file ends.")]
    [InlineData("\"ü\"", "\"ü", "31: text that begins with '\"' must end with one, but the file ends first.")]
    public void Parse_BrokenPlace_NamesItsLineAndWhatBelongsThere(string from, string to, string expected)
    {
        var text = Long.Replace(from, to, StringComparison.Ordinal);

        var failure = Assert.Throws<FaultException>(() => TextGridFile.Parse(text, File));

        Assert.NotEqual(Long, text);
        Assert.Equal($"a.TextGrid:{expected}", failure.Message);
    }

    [Fact]
    public void Parse_Empty_SaysWhatMustComeFirst() => Assert.Equal(
        "a.TextGrid:1: the file type must be text in quotes, but the file ends.",
        Assert.Throws<FaultException>(() => TextGridFile.Parse("", File)).Message);
}
