using Melange.Testing;

namespace Melange.Plugins.Tests.Phonemizers;

public sealed class FlitePhonemizerTests
{
    [ProgramFact("flite")]
    public Task Phonemize_AnyTestOfTheConformanceSuite_Passes() => ConformanceRun.All<Conformance>();

    [ProgramFact("flite")]
    public void Phonemize_Text_GivesWhatFliteSays() => Assert.Equal(
        "pau m ih s t er s m ih th pau f ay v d aa l er z z ao r b ax l d pau",
        new FlitePhonemizer(new(), new("")).Read("Mr. Smith: $5 zorbled"));

    [ProgramFact("flite")]
    public void Phonemize_ArpabetAndAnotherPause_IsWrittenSo() => Assert.Equal(
        "sil DH AH B OY sil", new FlitePhonemizer(
            new() { Notation = PhonemeNotation.Arpabet, Pause = "sil" }, new("")).Read("The boy."));

    [ProgramFact("flite")]
    public void Phonemize_VoiceThatFliteHasNot_IsNoOther()
    {
        var fault = Assert.Single(new FlitePhonemizer(new() { Voice = "kal61" }, new("")).Faults("Hello."));

        Assert.StartsWith("flite: no voice is called 'kal61'. Did you mean 'kal16'? Known: kal, ", fault,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Phonemize_FliteMissing_SaysHowToInstallIt()
    {
        using var nothing = new FakePrograms();
        var flite = new FlitePhonemizer(new(), new(""), new SpeechProgram("flite", nothing.SearchPath));

        Assert.Equal(["flite: must be installed, but is not on PATH (Debian: apt-get install flite)."],
            flite.Faults("Hello."));
    }

    private sealed class Conformance : PhonemizerConformance
    {
        protected override IPhonemizer Build() => new FlitePhonemizer(new(), new(""));
    }
}
