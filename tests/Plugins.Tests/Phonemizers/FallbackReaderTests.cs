using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Melange.Plugins.Tests.Phonemizers;

public sealed class FallbackReaderTests : IDisposable
{
    private const string Flite = """
        if [ "$1" = -lv ]; then echo 'Voices available: kal kal16 '; exit; fi
        echo asked >> "$(dirname "$0")/asked"
        echo 'pau z ao r b ax l d pau '
        """;

    private const string EspeakNg = "echo 'z_ˈɔːɹ_b_əl_d'";

    private readonly FakePrograms programs = new();

    public void Dispose() => programs.Dispose();

    [Fact]
    public void Phonemize_AutoWithBoth_AsksFliteForUnknownWordsOnly()
    {
        programs.Add("flite", Flite);
        programs.Add("espeak-ng", "exit 1");

        var phonemizer = Build(new());

        Assert.Equal("pau hh iy z ao r b ax l d pau z ao r b ax l d pau", phonemizer.Read("He zorbled, zorbled."));
        Assert.Equal("pau z ao r b ax l d pau", phonemizer.Read("zorbled"));
        Assert.Single(File.ReadAllLines(Path.Combine(programs.SearchPath, "asked")));
    }

    [Fact]
    public void Phonemize_AutoWithStress_AsksEspeakNgAsFlitePrintsNone()
    {
        programs.Add("flite", Flite);
        programs.Add("espeak-ng", EspeakNg);

        var phonemizer = Build(new() { Notation = PhonemeNotation.ArpabetStress });

        Assert.Equal("pau Z AO1 R B AH0 L D pau", phonemizer.Read("zorbled"));
    }

    [Fact]
    public void Phonemize_AutoWithEspeakNgOnly_AsksIt()
    {
        programs.Add("espeak-ng", EspeakNg);

        Assert.Equal("pau dh ax z ao r b ax l d pau", Build(new()).Read("the zorbled"));
    }

    [Fact]
    public void Phonemize_AutoWithNone_ListsTheWordsAndThePrograms() => Assert.Equal(
        [
            "text: must be of words that the dictionary has, but it lacks 'Qqwxyz'. Write them otherwise, add them to "
                + "a dictionary of your own (option dictionary), or install flite or espeak-ng, which read any word."
        ],
        Build(new()).Faults("Qqwxyz"));

    [Fact]
    public void Phonemize_NoneWithBoth_AsksNobody()
    {
        programs.Add("flite", Flite);

        Assert.Single(Build(new() { Fallback = WordFallback.None }).Faults("Qqwxyz"));
        Assert.False(File.Exists(Path.Combine(programs.SearchPath, "asked")));
    }

    [Fact]
    public void Phonemize_MissingProgramThatIsAskedFor_IsNamedOnce() => Assert.Equal(
        ["espeak-ng: must be installed, but is not on PATH (Debian: apt-get install espeak-ng)."],
        Build(new() { Fallback = WordFallback.EspeakNg }).Faults("Qqwxyz zorbled"));

    [Fact]
    public void Phonemize_MissingProgramThatIsNotNeeded_IsNoFault() =>
        Assert.Equal("pau hh ay pau", Build(new() { Fallback = WordFallback.Flite }).Read("hi"));

    [Fact]
    public void Phonemize_SymbolThatNoPhonemeHas_IsNamed()
    {
        programs.Add("espeak-ng", "echo 'ʁ_ˈø_m'");

        Assert.Equal(
            [
                "espeak-ng: must print symbols that have a phoneme of American English, but printed 'ʁ', 'ˈø': "
                    + "write the word otherwise."
            ],
            Build(new()).Faults("Rhume"));
    }

    [Fact]
    public void Phonemize_WordThatAProgramReads_IsTold()
    {
        programs.Add("flite", Flite);
        var logger = new ListLogger();

        Build(new(), logger).Read("zorbled zorbled");

        Assert.Equal(
            ["Warning: No dictionary has the word 'zorbled': by the rules of flite it is z ao r b ax l d."],
            logger.Lines);
    }

    private CmuDictPhonemizer Build(CmuDictOptions options, ILogger? logger = null) =>
        new(options, new(""), new FallbackReader(options, new(""), logger ?? NullLogger.Instance, programs.SearchPath),
            NullLogger.Instance);

    private sealed class ListLogger : ILogger
    {
        public List<string> Lines { get; } = [];

        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception,
            Func<TState, Exception?, string> formatter) => Lines.Add($"{logLevel}: {formatter(state, exception)}");
    }
}
