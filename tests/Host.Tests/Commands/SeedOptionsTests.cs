using System.CommandLine;
using Melange.Host.Commands;

namespace Melange.Host.Tests.Commands;

public sealed class SeedOptionsTests
{
    [Theory]
    [InlineData("2,3", 2, 3), InlineData("1..4", 1, 2, 3, 4), InlineData("7,0..1,1", 7, 0, 1), InlineData("5..5", 5)]
    public void Of_ListsAndRanges_AreTheSeedsEachOnce(string text, params int[] expected) =>
        Assert.Equal(expected, SeedOptions.Of(Parsed(text)));

    [Theory, InlineData("1.."), InlineData("3..1"), InlineData("1..2..3"), InlineData("one"), InlineData("-1")]
    [InlineData("0..1000"), InlineData("1,")]
    public void Of_NoSeeds_IsNamed(string text)
    {
        var parsed = Parsed(text);

        Assert.Equal("--seeds must be numbers of at least 0 with commas between, or 1..8 for all from 1 to 8, but was "
            + $"'{text.Replace(',', ' ')}'.", Assert.Single(parsed.Errors).Message);
    }

    private static ParseResult Parsed(string text) =>
        new Command("ab") { SeedOptions.More }.Parse(["--seeds", text]);
}
