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
    public void Flite_BrokenRules_AreAllListed() => Assert.Equal(
        [
            "Notation must be flite or arpabet, as flite prints no stress, but was arpabet-stress.",
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
        [Pause, "TimeoutSeconds must be above 0 and at most 86400, but was NaN."],
        Problems(() => new EspeakNgPhonemizer(new() { Pause = "a b", TimeoutSeconds = double.NaN }, new(""))));

    private static IReadOnlyList<string> Problems(Func<IPhonemizer> build) =>
        Assert.Throws<OptionsException>(build).Problems;
}
