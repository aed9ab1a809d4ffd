namespace Melange.Plugins.Tests.Phonemizers;

public sealed class PronouncingDictionaryTests
{
    [Fact]
    public void Shipped_CmuDict_HasItsWords()
    {
        Assert.Equal(126_046, PronouncingDictionary.Shipped.Count);
        Assert.Equal("AH0", string.Join(' ', PronouncingDictionary.Shipped.Find("a")!)); // not a(2), EY1
        Assert.Equal("T AH0 M EY1 T OW2", string.Join(' ', PronouncingDictionary.Shipped.Find("tomato")!));
        Assert.Null(PronouncingDictionary.Shipped.Find("tomato(2)"));
        Assert.Null(PronouncingDictionary.Shipped.Find("Tomato"));
    }

    [Fact]
    public void Shipped_CmuDict_HasKnownPhonemesOnly()
    {
        var phonemes = "abcdefghijklmnopqrstuvwxyz'"
            .SelectMany(letter => PronouncingDictionary.Shipped.WordsLike($"{letter}"))
            .SelectMany(word => PronouncingDictionary.Shipped.Find(word)!).ToHashSet();

        Assert.All(phonemes, phoneme => Assert.True(Arpabet.IsPhoneme(phoneme), phoneme));
        Assert.Equal(69, phonemes.Count); // 24 consonants, 15 vowels in three stresses
    }

    [Fact]
    public void Shipped_CmuDict_StandsBesideItsNotice()
    {
        var folder = Path.GetDirectoryName(typeof(CmuDictPhonemizer).Assembly.Location)!;

        Assert.Contains("Copyright (C) 1993-2015 Carnegie Mellon University",
            File.ReadAllText(Path.Combine(folder, "cmudict", "LICENCE.txt")), StringComparison.Ordinal);
    }
}
