using System.Text.RegularExpressions;
using Melange.Plugins.Tests.Corpora;

namespace Melange.Plugins.Tests.Gating;

public sealed partial class PhonemeClassesTests
{
    [Fact]
    public void Of_PhonemesOfTheShippedCorpus_KnowsThemAll()
    {
        var files = Directory.GetFiles(Path.Combine(RepositoryRoot.Find(), "data/mini/textgrid"));
        var phonemes = files.SelectMany(file => Label().Matches(File.ReadAllText(file)))
            .Select(match => match.Groups[1].Value).Where(label => label.Length > 0).Distinct().ToList();

        Assert.Equal(41, phonemes.Count);
        Assert.All(phonemes, phoneme => Assert.NotNull(PhonemeClasses.Of(phoneme)));
    }

    [Theory]
    [InlineData("ih", "vowel"), InlineData("AH0", "vowel"), InlineData("ER2", "vowel"), InlineData("t", "plosive")]
    [InlineData("CH", "affricate"), InlineData("zh", "fricative"), InlineData("hh", "aspirate")]
    [InlineData("NG", "nasal"), InlineData("l", "liquid"), InlineData("w", "semivowel"), InlineData("pau", "silence")]
    [InlineData("ˈo", null), InlineData("", null), InlineData("_", null)]
    public void Of_Name_IsItsMannerOfArticulation(string phoneme, string? expected) =>
        Assert.Equal(expected, PhonemeClasses.Of(phoneme));

    [Theory]
    [InlineData("AH0", "AH"), InlineData("AH1", "AH"), InlineData("ˈi", "i"), InlineData("ˌu", "u")]
    [InlineData("T", "T"), InlineData("1", "1"), InlineData("ˈ", "ˈ"), InlineData("AH3", "AH3")]
    public void WithoutStress_Name_IsWhatStandsBesideTheMark(string phoneme, string expected) =>
        Assert.Equal(expected, PhonemeClasses.WithoutStress(phoneme));

    [GeneratedRegex("text = \"(.*)\"")]
    private static partial Regex Label();
}
