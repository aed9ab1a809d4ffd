namespace Melange.Plugins.Tests.Corpora;

public sealed class TextPhonemesTests
{
    private static readonly CorpusFile List = new("corpora/small/metadata.csv", "corpora/small/metadata.csv");
    private readonly FaultCollector faults = new();

    [Fact]
    public void Tell_ManyTextsThatThePhonemizerRefuses_NamesTheFirstTwentyAndCountsTheOthers()
    {
        Ask(new(new WordlessPhonemizer()), texts: 25);

        Assert.Equal("corpora/small/metadata.csv:2: must be of known words, but has 'text 2'.", $"{faults.All[0]}");
        Assert.Equal("corpora/small: must have phonemes for all of its texts, but 5 more faults are of this kind. A "
            + "fallback of the phonemizer, or a dictionary of your own, speaks what it lacks "
            + "(docs/plugins/phonemizers.md).", $"{faults.All[20]}");
        Assert.Equal(21, faults.All.Count);
    }

    [Fact]
    public void Tell_NoPhonemizer_SaysNothingOfOne()
    {
        Ask(new(phonemizer: null), texts: 22);

        Assert.Equal("corpora/small: must have phonemes for all of its texts, but 2 more faults are of this kind.",
            $"{faults.All[^1]}");
    }

    [Fact]
    public void Tell_TwentyTexts_NamesAll()
    {
        Ask(new(new WordlessPhonemizer()), texts: 20);

        Assert.Equal("corpora/small/metadata.csv:21: must be of known words, but has 'text 21'.", $"{faults.All[^1]}");
    }

    [Fact]
    public void Of_PhonemizerOfManyTexts_IsAskedForTheOthersAlone()
    {
        var phonemizer = new BatchPhonemizer();
        var phonemes = new TextPhonemes(phonemizer);
        CorpusEntry[] entries = [Entry("a"), Entry("b"), Entry("a"), Entry("c") with { Phonemes = ["k"] }];

        phonemes.AskForAll(entries);

        Assert.Equal(["a together", "b alone", "a together", "k"], entries.Select(entry => phonemes.Of(entry)![0]));
        Assert.Equal(["a", "b"], phonemizer.Asked);
    }

    [Fact]
    public void AskForAll_ManyTexts_AreAskedForInPartsAndTold()
    {
        var told = new List<(int Done, int Of)>();
        var phonemizer = new BatchPhonemizer();
        var phonemes = new TextPhonemes(phonemizer, (done, of) => told.Add((done, of)));
        CorpusEntry[] entries = [.. Enumerable.Range(0, 1200).Select(i => Entry(i == 7 ? "b" : $"text {i}"))];

        phonemes.AskForAll(entries);
        phonemes.Of(entries[7]);

        Assert.Equal([(499, 1200), (999, 1200), (1199, 1200), (1200, 1200)], told);
        Assert.Equal(200, phonemizer.Asked.Count);
        Assert.Equal(["text 3 together"], phonemes.Of(entries[3]));
    }

    private static CorpusEntry Entry(string text) => new("u", text, "anna", "sad", List) { Source = List };

    private void Ask(TextPhonemes phonemes, int texts)
    {
        for (var row = 2; row < 2 + texts; row++)
            Assert.Null(phonemes.Of(new($"u{row}", $"text {row}", "anna", "sad", List) { Source = List, Line = row }));
        phonemes.Tell(faults, "corpora/small");
    }

    /// <summary>Leaves "b" to be asked for alone.</summary>
    private sealed class BatchPhonemizer : IBatchPhonemizer
    {
        public IReadOnlyList<string> Asked { get; private set; } = [];

        public IReadOnlyList<string> Phonemize(string text) => [$"{text} alone"];

        public IReadOnlyList<IReadOnlyList<string>?> PhonemizeAll(IReadOnlyList<string> texts)
        {
            Asked = texts;
            return [.. texts.Select(text => text == "b" ? null : (IReadOnlyList<string>)[$"{text} together"])];
        }
    }

    /// <summary>Knows no word.</summary>
    private sealed class WordlessPhonemizer : IPhonemizer
    {
        public IReadOnlyList<string> Phonemize(string text) =>
            throw new FaultException([new("text", 0, $"must be of known words, but has '{text}'.")]);
    }
}
