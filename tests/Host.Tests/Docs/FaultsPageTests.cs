using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace Melange.Host.Tests.Docs;

/// <summary>docs/faults.md has a row for every message of the sources, and none that they no longer have.</summary>
public sealed partial class FaultsPageTests
{
    // What is found beside messages: pages, pictures and tables of the host, and tables of phonemes.
    private static readonly string[] NotMessages =
    [
        "/Reports/Sections/", "/Reports/Html/VerdictText.cs", "/Reports/Html/ProtocolText.cs",
        "/Reports/Html/CostText.cs", "/Probing/Pictures/", "/Describing/Schemas/", "Table.cs", "Summary.cs",
        "/Arpabet.cs", "/IpaTable.cs", "/NumberWords.cs", "/PhonemeClasses.cs"
    ];

    // What messages are put together from, where the page's row has "…".
    private static readonly string[] Pieces =
    [
        "the label of an interval", "the file type", "the object class", "the class of a tier", "the number of tiers",
        "the number of intervals", "the number of points", "the start of an interval", "the end of an interval",
        "the name of a tier", "the mark of a point", "the flag before the tiers", "the start of the TextGrid",
        "the end of the TextGrid", "the start of tier '…'", "the end of tier '…'", "the time of a point",
        "each of phonemeIds", "of another shape", "(the most likely)", "Exception raised from",
        "tensors …, phoneme ids …, speakers", "tensors …, … Hz, hop …, bins", "of … utterances spoken by",
        "Did you mean '…'?", "plugin …, running as … '…' at"
    ];

    private static readonly string Page = File.ReadAllText(Path.Combine(TestFolder.Repository, FaultsPage.File));

    [Fact]
    public void Page_EveryMessageOfTheSources_HasARow()
    {
        var rows = FaultsPage.Messages(Page);

        var missing = Messages(SourceMessages.In(RepositorySources.Roots))
            .Where(message => !rows.Any(row => row.Contains(message.Text, StringComparison.Ordinal)))
            .Select(message => $"{message.File}: {message.Text}");

        Assert.Equal("", string.Join('\n', missing));
    }

    [Fact]
    public void Page_EveryMessageOfTheBuild_HasARow()
    {
        var targets = XDocument.Load(Path.Combine(
            TestFolder.Repository, "Abstractions/build/Melange.Abstractions.targets"));
        var rows = FaultsPage.Messages(Page);

        var errors = targets.Descendants("Error").ToList();

        Assert.NotEmpty(errors);
        Assert.All(errors, error =>
        {
            Assert.Contains(FaultsPage.Normal(Property().Replace((string)error.Attribute("Text")!, "…")), rows);
            Assert.Contains((string)error.Attribute("Code")!, Page);
        });
    }

    [Fact]
    public void Page_EveryRow_IsOfAMessage()
    {
        var texts = RepositorySources.Roots.Concat(RepositorySources.Testing)
            .SelectMany(SourceTexts.Of).Select(FaultsPage.Normal)
            .Where(text => text.Count(char.IsLetter) > 5).Distinct().ToList();
        var rows = FaultsPage.Messages(Page);

        var stale = rows.Where(row => !row.Contains("MelangePart", StringComparison.Ordinal)
            && !texts.Exists(text => row.Contains(text, StringComparison.Ordinal)));

        Assert.True(rows.Count > 250, $"{rows.Count} rows");
        Assert.Equal("", string.Join('\n', stale));
    }

    [Fact]
    public void Page_EveryRow_SaysMoreThanItsMessage() => Assert.All(
        Page.Split('\n').Where(line => line.StartsWith("| `", StringComparison.Ordinal)),
        line => Assert.Contains(line.Trim('|').Split(" | ").Skip(1), cell => cell.Trim().Length > 1));

    [Fact]
    public void Page_EveryRow_StandsInATable()
    {
        var lines = Page.Split('\n');

        Assert.All(
            Enumerable.Range(1, lines.Length - 1).Where(i => lines[i].StartsWith("| `", StringComparison.Ordinal)),
            i => Assert.StartsWith("|", lines[i - 1]));
    }

    [Theory]
    [InlineData("throw new FaultException([new(file, 0, $\"it is {size} bytes too long.\")]);",
        "it is … bytes too long.")]
    [InlineData("faults.Add(new(file, 0, \"it is much \" + \"too long.\"));", "it is much too long.")]
    [InlineData("var said = \"it is too long.\"; throw new IOException(said);", "it is too long.")]
    [InlineData("throw new OptionsException(Said(3)); static string Said(int by) => $\"it is {by} too long.\";",
        "it is … too long.")]
    [InlineData("Refuse(\"it is too long.\"); void Refuse(string why) => throw new IOException(why);",
        "it is too long.")]
    [InlineData("throw new IOException(isLong ? \"it is too long.\" : \"it is too short.\");",
        "it is too long.", "it is too short.")]
    [InlineData("foreach (var problem in Problems()) faults.Add(file.Fault(0, problem));", "it is too long.")]
    [InlineData("var command = new Command(\"ab\", \"Train and compare.\"); throw new IOException(command.Name);")]
    [InlineData("Console.Out.WriteLine(\"This is no fault.\");")]
    public void Messages_WaysToMakeThem_AreFound(string statements, params string[] expected)
    {
        var source = RepositorySources.Parse("Some.cs", $$"""
            class Some
            {
                void Do() { {{statements}} }
                IEnumerable<string> Problems() { yield return "it is too long."; }
            }
            """);

        var found = SourceMessages.In([source]).Select(message => FaultsPage.Normal(message.Text));

        Assert.Equal(expected.Order(), found.Order());
    }

    private static IEnumerable<(string File, string Text)> Messages(
        IEnumerable<(string File, string Text)> found) => found
        .Where(one => !NotMessages.Any(part => one.File.Contains(part, StringComparison.Ordinal)))
        .Select(one => (one.File, FaultsPage.Normal(one.Text)))
        .Where(one => !Pieces.Contains(one.Item2) && !IsGeneral(one.Item2));

    // Rules of options are one row, as long as they keep to this form; and a bug is no fault of a person's.
    private static bool IsGeneral(string text) =>
        Rule().IsMatch(text) || text.StartsWith("Bug in Melange:", StringComparison.Ordinal);

    [GeneratedRegex(@"^[A-Z]\w* must be [^.]+, but was (…|\[…\])\.$")]
    private static partial Regex Rule();

    [GeneratedRegex(@"[$%@]\((?:[^()]|\([^()]*\))*\)")]
    private static partial Regex Property();
}
