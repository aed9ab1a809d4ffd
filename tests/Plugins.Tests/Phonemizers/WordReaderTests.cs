namespace Melange.Plugins.Tests.Phonemizers;

public sealed class WordReaderTests
{
    private static readonly WordReader Reader = new([PronouncingDictionary.Shipped]);

    [Theory]
    [InlineData("Cat", "K AE1 T")]
    [InlineData("don't", "D OW1 N T")]
    [InlineData("'tis", "T IH1 Z")]
    [InlineData("'never'", "N EH1 V ER0")]
    [InlineData("dogs'", "D AO1 G Z")]
    [InlineData("o'clock", "AH0 K L AA1 K")]
    [InlineData("x-ray", "EH1 K S R EY2")] // has an entry of its own
    [InlineData("boy-toy", "B OY1 T OY1")]
    [InlineData("U.S.", "Y UW2 EH1 S")]
    public void Find_WordInOneFormOrAnother_IsThatOfTheDictionary(string word, string phonemes) =>
        Assert.Equal(phonemes, Said(word));

    [Theory]
    [InlineData("apricots's", "S IH0 Z")]
    [InlineData("aback's", "K S")]
    [InlineData("abbey's", "IY0 Z")]
    [InlineData("abbey'll", "IY0 AH0 L")]
    [InlineData("abbey'd", "IY0 D")]
    [InlineData("abbey've", "IY0 V")]
    [InlineData("abbey're", "IY0 ER0")]
    [InlineData("boy-toy's", "OY1 Z")]
    public void Find_WordWithAnEnding_AddsIt(string word, string end) =>
        Assert.EndsWith(end, Said(word), StringComparison.Ordinal);

    [Theory]
    [InlineData("XQPV", "EH1 K S K Y UW1 P IY1 V IY1")]
    [InlineData("X.Y.Z.", "EH1 K S W AY1 Z IY1")]
    [InlineData("XQPV's", "EH1 K S K Y UW1 P IY1 V IY1 Z")]
    [InlineData("BA.A.", "B IY1 EY1 EY1")]
    public void Find_Initials_AreSpelled(string word, string phonemes) => Assert.Equal(phonemes, Said(word));

    [Theory]
    [InlineData("Xqpv")]
    [InlineData("XQPVXQ")]
    [InlineData("zorbled")]
    [InlineData("boy-zorbled")]
    [InlineData("boy'x")]
    [InlineData("zorbled's")]
    public void Find_AnythingElse_IsUnknown(string word) => Assert.Null(Reader.Find(word));

    [Fact]
    public void Find_EveryWordOfTheDictionary_IsFound()
    {
        var words = PronouncingDictionary.Shipped.WordsLike("z").ToList();

        Assert.All(words, word => Assert.Equal(PronouncingDictionary.Shipped.Find(word), Reader.Find(word)));
        Assert.NotEmpty(words);
    }

    private static string Said(string word) => string.Join(' ', Reader.Find(word)!);
}
