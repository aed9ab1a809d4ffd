namespace Melange.Plugins.Tests.ModelMetrics;

public sealed class SpokenWordsTests
{
    [Theory]
    [InlineData("The young boy, found a TOY!", "the young boy found a toy")]
    [InlineData("read(2) the(3) book", "read the book")]
    [InlineData("Don’t ’stop’ -- it's 5 o'clock.", "don't stop it's 5 o'clock")]
    [InlineData(" ...", "")]
    public void Of_Text_AreItsWords(string text, string expected) =>
        Assert.Equal(expected, string.Join(' ', SpokenWords.Of(text)));

    [Theory]
    [InlineData("a b c d", "a b c d", 0)]
    [InlineData("a b c d", "a x d", 0.5)]        // one changed, one missing
    [InlineData("a b", "c a b d e f", 2)]
    [InlineData("a b", "", 1)]
    public void WordError_Texts_CountsEdits(string expected, string heard, double error) =>
        Assert.Equal(error, SpokenWords.WordError(expected, heard));

    [Fact]
    public void CharacterError_Texts_CountsCharactersAndBlanks()
    {
        Assert.Equal(1.0 / 7, SpokenWords.CharacterError("The cat", "the bat"));
        Assert.Equal(0.5, SpokenWords.CharacterError("kitten!", "sitting"));
    }

    [Fact]
    public void WordError_NothingToSay_IsNull() => Assert.Null(SpokenWords.WordError("...", "a"));
}
