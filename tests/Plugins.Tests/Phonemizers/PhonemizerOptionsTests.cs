namespace Melange.Plugins.Tests.Phonemizers;

public sealed class PhonemizerOptionsTests
{
    private const string Pause = "Pause must be a name without white space, or empty, but was 'a b'.";

    [Fact]
    public void CmuDict_BrokenRules_AreAllListed() => Assert.Equal(
        [Pause, "Fallback must not be flite where Notation is arpabet-stress, as flite prints no stress."],
        Problems(() => Phonemizers.CmuDict(new()
        {
            Pause = "a b",
            Fallback = WordFallback.Flite,
            Notation = PhonemeNotation.ArpabetStress
        })));

    [Fact]
    public void CmuDict_NotationsThatItHasNot_AreNamed()
    {
        Assert.Equal(
            [
                "Dictionary must name a file where Notation is dictionary, but is empty.",
                "Fallback must not be flite where Notation is dictionary; espeak-ng prints IPA."
            ],
            Problems(() => Phonemizers.CmuDict(new()
            {
                Notation = PhonemeNotation.Dictionary,
                Fallback = WordFallback.Flite
            })));
        Assert.Equal(
            [
                "Notation must be flite, arpabet, arpabet-stress or dictionary, as the shipped dictionary has no IPA; "
                    + "espeak-ng prints it."
            ],
            Problems(() => Phonemizers.CmuDict(new() { Notation = PhonemeNotation.Ipa })));
    }

    [Fact]
    public void Flite_BrokenRules_AreAllListed() => Assert.Equal(
        [
            "Notation must be flite or arpabet, as flite prints neither stress nor IPA.",
            Pause,
            "Voice must be of letters, digits and underscores, but was '../voice'.",
            "TimeoutSeconds must be above 0 and at most 86400, but was 0."
        ],
        Problems(() => new FlitePhonemizer(
            new()
            {
                Notation = PhonemeNotation.ArpabetStress,
                Pause = "a b",
                Voice = "../voice",
                TimeoutSeconds = 0
            },
            new(""))));

    [Fact]
    public void EspeakNg_BrokenRules_AreAllListed() => Assert.Equal(
        [
            "Notation must not be dictionary, as espeak-ng takes no dictionary of one's own.",
            Pause,
            "TimeoutSeconds must be above 0 and at most 86400, but was NaN."
        ],
        Problems(() => new EspeakNgPhonemizer(
            new() { Notation = PhonemeNotation.Dictionary, Pause = "a b", TimeoutSeconds = double.NaN }, new(""))));

    [Fact]
    public void EspeakNg_PauseBesidePunctuation_IsNamed() => Assert.Equal(
        ["Pause must be empty where Notation is ipa-text, in which punctuation says where pauses are, but was 'pau'."],
        Problems(() => new EspeakNgPhonemizer(new() { Notation = PhonemeNotation.IpaText }, new(""))));

    private static IReadOnlyList<string> Problems(Func<IPhonemizer> build) =>
        Assert.Throws<OptionsException>(build).Problems;
}
