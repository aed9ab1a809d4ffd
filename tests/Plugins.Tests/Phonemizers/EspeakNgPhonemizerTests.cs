using Melange.Testing;

namespace Melange.Plugins.Tests.Phonemizers;

public sealed class EspeakNgPhonemizerTests
{
    [ProgramFact("espeak-ng")]
    public Task Phonemize_AnyTestOfTheConformanceSuite_Passes() => ConformanceRun.All<Conformance>();

    [ProgramFact("espeak-ng")]
    public void Phonemize_Text_GivesPhonemesOfTheNotation()
    {
        var options = new EspeakNgOptions { Notation = PhonemeNotation.ArpabetStress, Pause = "sp" };

        Assert.Equal("sp W AO1 T ER0 sp HH AE1 P IY0 L IH1 T AH0 L B OY1 Z sp",
            new EspeakNgPhonemizer(options, new("")).Read("Water: happy little boys!"));
    }

    [ProgramFact("espeak-ng")]
    public void Phonemize_ForeignSound_IsNamed()
    {
        var fault = Assert.Single(new EspeakNgPhonemizer(new(), new("")).Faults("déjà vu and croissant"));

        Assert.StartsWith("espeak-ng: must print symbols that have a phoneme of American English, but printed ", fault,
            StringComparison.Ordinal);
    }

    private sealed class Conformance : PhonemizerConformance
    {
        protected override IPhonemizer Build() => new EspeakNgPhonemizer(new(), new(""));
    }
}
