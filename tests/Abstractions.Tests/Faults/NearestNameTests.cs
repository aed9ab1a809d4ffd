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
}
