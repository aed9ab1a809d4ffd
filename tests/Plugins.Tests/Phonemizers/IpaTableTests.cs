namespace Melange.Plugins.Tests.Phonemizers;

public sealed class IpaTableTests
{
    [Theory]
    [InlineData("h ə l ˈoʊ", "HH AH0 L OW1")]
    [InlineData("ˈæ k t ɪ v ˌeɪ t", "AE1 K T IH0 V EY2 T")]
    [InlineData("w ˈɔː ɾ ɚ", "W AO1 T ER0")]
    [InlineData("b ˈʌ ʔ n̩", "B AH1 T AH0 N")]
    [InlineData("ɐ d m ˈaɪɚ", "AH0 D M AY1 ER0")] // the second vowel of a symbol has no stress
    [InlineData("l ˈɪ ɾ əl", "L IH1 T AH0 L")]
    [InlineData("k ˈɑːɹ", "K AA1 R")]
    [InlineData("ˈɜː ɹ l i", "ER1 L IY0")]
    [InlineData("ð ɪ ˈɜː l i", "DH IY0 ER1 L IY0")]
    [InlineData("ɹ ˈɪ ɹ", "R IH1 R")]
    public void ToArpabet_Symbols_GivesPhonemesWithStress(string symbols, string phonemes) =>
        Assert.Equal(phonemes, string.Join(' ', IpaTable.ToArpabet(symbols.Split(' '))));

    [Theory, InlineData("ɑː", true), InlineData("ˈɑː", true), InlineData("ʁ", false), InlineData("(fr)", false)]
    public void Has_Symbol_IsWhetherTheTableHasIt(string symbol, bool has) => Assert.Equal(has, IpaTable.Has(symbol));
}
