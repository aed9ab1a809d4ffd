using CsCheck;
using Melange.Testing;

namespace Melange.Plugins.Tests.Phonemizers;

public sealed class CmuDictPhonemizerTests : PhonemizerConformance
{
    private const string Advice = "Write them otherwise, add them to a dictionary of your own (option dictionary), or "
        + "set another fallback.";

    [Theory]
    [InlineData("The young boy found a toy.", "pau dh ax y ah ng b oy f aw n d ax t oy pau")]
    [InlineData("hello, WORLD!", "pau hh ax l ow pau w er l d pau")]
    [InlineData("... hello?!?", "pau hh ax l ow pau")]
    [InlineData("It's 7%.", "pau ih t s s eh v ax n p er s eh n t pau")]
    public void Phonemize_Text_GivesFlitesNotation(string text, string phonemes) =>
        Assert.Equal(phonemes, Phonemizers.CmuDict().Read(text));

    [Theory]
    [InlineData(PhonemeNotation.Flite, "pau ax n ah dh er pau")]
    [InlineData(PhonemeNotation.Arpabet, "pau AH N AH DH ER pau")]
    [InlineData(PhonemeNotation.ArpabetStress, "pau AH0 N AH1 DH ER0 pau")]
    public void Phonemize_AnyNotation_WritesStressAsItDoes(PhonemeNotation notation, string phonemes) =>
        Assert.Equal(phonemes, Phonemizers.CmuDict(new() { Notation = notation }).Read("another"));

    [Theory]
    [InlineData("sil", "sil hh ay sil dh eh r sil")]
    [InlineData("", "hh ay dh eh r")]
    public void Phonemize_AnotherPause_HasThatName(string pause, string phonemes) =>
        Assert.Equal(phonemes, Phonemizers.CmuDict(new() { Pause = pause }).Read("hi, there"));

    [Theory]
    [InlineData("the apple", "pau dh iy ae p ax l pau")]
    [InlineData("The hour", "pau dh iy aw er pau")]
    [InlineData("the user", "pau dh ax y uw z er pau")]
    [InlineData("the, apple", "pau dh ax pau ae p ax l pau")]
    [InlineData("eat the", "pau iy t dh ax pau")]
    public void Phonemize_The_IsLongBeforeVowels(string text, string phonemes) =>
        Assert.Equal(phonemes, Phonemizers.CmuDict().Read(text));

    [Fact]
    public void Phonemize_UnknownWords_ListsEachOnceWithTheNearest() => Assert.Equal(
        [
            "text: must be of words that the dictionary has, but it lacks 'knowlege' (did you mean 'knowledge'?), "
                + $"'Qqwxyz'. {Advice}"
        ],
        Phonemizers.CmuDict().Faults("Free knowlege, knowlege of Qqwxyz."));

    [Fact]
    public void Phonemize_UnreadableCharactersAndUnknownWords_ListsBoth() => Assert.Equal(
        [
            "text: must be of readable characters, but has '😀' (U+1F600).",
            $"text: must be of words that the dictionary has, but it lacks 'Qqwxyz'. {Advice}"
        ],
        Phonemizers.CmuDict().Faults("Qqwxyz 😀"));

    [Fact]
    public void Phonemize_NothingToSay_ShowsTheBeginOfTheText()
    {
        Assert.Equal(["text: must have a word to say, but was ' .'."], Phonemizers.CmuDict().Faults(" ."));
        Assert.Equal([$"text: must have a word to say, but was '{new string('.', 40)}…'."],
            Phonemizers.CmuDict().Faults(new string('.', 41)));
    }

    [Fact]
    public void Phonemize_LongUnknownWord_IsShownShortened()
    {
        var fault = Assert.Single(Phonemizers.CmuDict().Faults(string.Concat(Enumerable.Repeat("a'b-", 50_000)) + "a"));

        Assert.Contains($"'{string.Concat(Enumerable.Repeat("a'b-", 10))}…'.", fault, StringComparison.Ordinal);
    }

    [Fact]
    public void Phonemize_AnyText_GivesPhonemesOfTheNotationOrFaults()
    {
        var phonemizer = Phonemizers.CmuDict();
        var odd = "the I Dr. can't $ U.S.A. -- ' \u0301 😀 x- 1st \0 - a'b 'n' 3:00".Split(' ');
        var words = Gen.OneOf(
            Gen.String[0, 10], Gen.Double.Select(number => $"{number}"),
            Gen.Int[0, odd.Length - 1].Select(i => odd[i]));

        words.Array[0, 6].Select(parts => string.Join(' ', parts))
            .Sample(text => AssertPhonemesOrFaults(phonemizer, text), iter: 200);
    }

    protected override IPhonemizer Build() => Phonemizers.CmuDict();
}
