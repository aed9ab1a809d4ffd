using CsCheck;

namespace Melange.Abstractions.Tests.Faults;

public sealed class NearestNameTests
{
    private static readonly string[] Attentions = ["f2b", "f2f", "linear"];

    [Theory]
    [InlineData("f2x", "f2f")]       // as near to f2b: the last of those nearest
    [InlineData("linaer", "linear")] // two neighbours swapped
    [InlineData("lineear", "linear")]
    [InlineData("liner", "linear")]
    [InlineData("LINEAR", "linear")]
    [InlineData("fb2", "f2b")]       // one swap is nearer than two replacements
    public void Of_Slip_GivesTheNameMeant(string name, string expected) =>
        Assert.Equal(expected, NearestName.Of(name, Attentions));

    [Theory]
    [InlineData("sampler")]
    [InlineData("")]
    [InlineData("x")]                // two edits reach no name of three letters
    public void Of_NothingNear_GivesNull(string name) => Assert.Null(NearestName.Of(name, Attentions));

    [Fact]
    public void Of_NothingShared_GivesNull() => Assert.Null(NearestName.Of("q", ["aa", "zh", "t"]));

    [Theory]
    [InlineData("abcdefghi", "abcdefxyz")]                 // 3 edits in 9 letters
    [InlineData("abcdefgh", null)]                         // as far, in 8 letters
    public void Of_ThirdOfTheLengthWrong_IsTheLimit(string name, string? expected)
    {
        var known = name[..^3] + "xyz";

        Assert.Equal(expected, NearestName.Of(name, [known]));
    }

    [Fact]
    public void Of_NearerNameLater_GivesTheNearer() =>
        Assert.Equal("heads", NearestName.Of("head", ["reads", "heads"]));

    [Fact]
    public void Of_SeveralAsNear_DoesNotDependOnTheirOrder() =>
        Assert.Equal(NearestName.Of("f2x", Attentions), NearestName.Of("f2x", Attentions.Reverse()));

    [Fact]
    public void Of_NoneKnown_GivesNull() => Assert.Null(NearestName.Of("f2f", []));

    [Fact]
    public void Suggest_Slip_AsksInOneSentence() =>
        Assert.Equal(" Did you mean 'f2f'?", NearestName.Suggest("f2x", Attentions));

    [Fact]
    public void Suggest_NothingNear_IsEmpty() => Assert.Equal("", NearestName.Suggest("vocoder", Attentions));

    [Fact]
    public void Of_AnyNames_IsThatOfTheWholeTable()
    {
        var name = Gen.String[Gen.Char["abB "], 0, 12];

        Gen.Select(name, name.Array[0, 6]).Sample((wanted, known) => Assert.Equal(
            OfWholeTable(wanted, known), NearestName.Of(wanted, known)));
    }

    private static string? OfWholeTable(string name, string[] known) => known
        .Select(candidate => (Name: candidate, Distance: Edits(name.ToUpperInvariant(), candidate.ToUpperInvariant())))
        .Where(near => near.Distance <= Math.Max(2, name.Length / 3)
            && near.Distance < Math.Max(name.Length, near.Name.Length))
        .OrderBy(near => near.Distance).ThenByDescending(near => near.Name, StringComparer.Ordinal)
        .Select(near => near.Name).FirstOrDefault();

    // Every entry of the table, by the definition of the optimal string alignment.
    private static int Edits(string from, string to)
    {
        var edits = new int[from.Length + 1, to.Length + 1];
        for (var i = 0; i <= from.Length; i++)
            for (var j = 0; j <= to.Length; j++)
                if (i == 0 || j == 0)
                    edits[i, j] = i + j;
                else
                {
                    var replaced = edits[i - 1, j - 1] + (from[i - 1] == to[j - 1] ? 0 : 1);
                    edits[i, j] = Math.Min(replaced, Math.Min(edits[i - 1, j], edits[i, j - 1]) + 1);
                    if (i > 1 && j > 1 && from[i - 1] == to[j - 2] && from[i - 2] == to[j - 1])
                        edits[i, j] = Math.Min(edits[i, j], edits[i - 2, j - 2] + 1);
                }
        return edits[from.Length, to.Length];
    }
}
