namespace Melange.Plugins.Tests.Corpora;

public sealed class TextFolderCorpusTests : IDisposable
{
    private const string Header = "id,text,speaker,emotion,phonemes\n";
    private readonly SmallCorpus corpus = new();
    private TextFolderOptions options = new() { Path = "corpora/small" };

    public TextFolderCorpusTests() => Metadata("a,One two.,anna,sad,aa b", "b,\"Three, four.\",bert,happy, b  aa ",
        "c,One two.,bert,happy,aa");

    public void Dispose() => corpus.Dispose();

    [Fact]
    public void Read_PhonemesListed_GivesUtterancesWithoutTimes()
    {
        var utterances = Read();

        Assert.Equal(["a", "b", "c"], utterances.Select(item => item.Id));
        Assert.Equal(["One two.", "Three, four.", "One two."], utterances.Select(item => item.Text));
        Assert.Equal(["anna", "bert", "bert"], utterances.Select(item => item.Speaker));
        Assert.Equal(["sad", "happy", "happy"], utterances.Select(item => item.Emotion));
        Assert.Equal([false, true, false], utterances.Select(item => item.IsHeldOut));
        Assert.Equal(["b", "aa"], utterances[1].Phonemes);
        Assert.All(utterances, item => Assert.Null(item.EndSeconds));
        Assert.Equal(500, utterances[2].Samples.Count);
        Assert.Equal(3 / 32768f, utterances[2].Samples[3]);
    }

    [Fact]
    public void Read_NoTextGridAnywhere_NeedsNone()
    {
        Directory.Delete(Path.Combine(corpus.BaseFolder, "corpora/small/textgrid"), recursive: true);

        Assert.Equal(3, Read().Count);
    }

    [Fact]
    public void Read_NoColumnOfPhonemes_AsksThePhonemizer()
    {
        corpus.Write("metadata.csv",
            "id,text,speaker,emotion\na,One two.,anna,sad\nb,\"Three, four.\",bert,happy\nc,One two.,bert,happy\n");
        corpus.Write("held-out.txt", "One two.\n");
        options = options with { Phonemizer = Letters() };

        Assert.Equal(["T", "h", "r", "e", "e", "f", "o", "u", "r"], Read(heldOut: "")[1].Phonemes);
    }

    [Fact]
    public void Read_SomePhonemesListed_AsksThePhonemizerForTheOthers()
    {
        Metadata("a,One two.,anna,sad,", "b,\"Three, four.\",bert,happy,o n e", "c,One two.,bert,happy,t w o");
        options = options with { Phonemizer = Letters() };

        var utterances = Read();

        Assert.Equal(["O", "n", "e", "t", "w", "o"], utterances[0].Phonemes);
        Assert.Equal(["o", "n", "e"], utterances[1].Phonemes);
    }

    [Fact]
    public void Read_Phonemizer_IsBuiltForTheBaseFolder()
    {
        PhonemizerContext? seen = null;
        options = options with { Phonemizer = Letters(context => seen = context) };

        Read();

        Assert.Equal(new PhonemizerContext(corpus.BaseFolder), seen);
    }

    [Fact]
    public void Read_TextsThatThePhonemizerRefuses_NameTheirLines()
    {
        Metadata("a,One 2 3.,anna,sad,", "b,4,bert,happy,", "c,One two.,bert,happy,aa");
        corpus.Write("held-out.txt", "");
        options = options with { Phonemizer = Letters() };

        Assert.Equal(
            [
                "corpora/small/metadata.csv:2: '2' must be a letter, but is not.",
                "corpora/small/metadata.csv:2: '3' must be a letter, but is not.",
                "corpora/small/metadata.csv:3: '4' must be a letter, but is not."
            ],
            Faults());
    }

    [Fact]
    public void Read_PhonemizerThatFailsByItself_SaysSoOnce()
    {
        Metadata("a,One two.,anna,sad,", "b,\"Three, four.\",bert,happy,", "c,One two.,bert,happy,aa");
        options = options with { Phonemizer = new("silent", _ => new SilentPhonemizer()) };

        Assert.Equal(["my.dict: must be a readable file, but is not."], Faults());
    }

    [Fact]
    public void Read_NeitherColumnNorPhonemizer_SaysWhatIsMissing()
    {
        corpus.Write("metadata.csv", "id,text,speaker,emotion\na,One two.,anna,sad\nb,\"Three, four.\",bert,happy\n");
        corpus.Delete("held-out.txt");

        Assert.Equal(
            [
                "corpora/small/held-out.txt: must list the texts kept out of training, but does not exist; "
                    + "an empty HeldOut keeps none out.",
                "corpora/small/metadata.csv: must have a column phonemes, or the corpus a phonemizer, "
                    + "but there is neither."
            ],
            Faults());
    }

    [Fact]
    public void Read_PhonemesMissingAndNoPhonemizer_NamesEachLine()
    {
        Metadata("a,One two.,anna,sad,", "b,\"Three, four.\",bert,happy,aa", "c,One two.,bert,happy, ");

        Assert.Equal(
            [
                "corpora/small/metadata.csv:2: phonemes must not be empty where the corpus has no phonemizer, but is.",
                "corpora/small/metadata.csv:4: phonemes must not be empty where the corpus has no phonemizer, but is."
            ],
            Faults());
    }

    [Fact]
    public void Read_PhonemeInHeldOutTextsOnly_NamesItsLine()
    {
        Metadata("a,One two.,anna,sad,aa b", "b,\"Three, four.\",bert,happy,zh b zh oy", "c,One two.,bert,happy,aa");

        Assert.Equal(
            [
                "corpora/small/metadata.csv:3: phoneme 'zh' must occur in a training text, but only held-out texts "
                    + "have it.",
                "corpora/small/metadata.csv:3: phoneme 'oy' must occur in a training text, but only held-out texts "
                    + "have it."
            ],
            Faults());
    }

    [Fact]
    public void Read_FaultsOfManyKinds_AreAllListedAtOnce()
    {
        Metadata("a,One two.,anna,sad", "b,\"Three, four.\",bert,happy,", "c,One two.,bert,happy,aa");
        corpus.Delete("wav/c.wav");

        Assert.Equal(
            [
                "corpora/small/metadata.csv:2: a row must have 5 fields, but this one has 4.",
                "corpora/small/wav/c.wav: must exist, as metadata.csv:4 lists 'c', but does not. "
                    + "Did you mean 'a.wav'?", // the row that has it is broken
                "corpora/small/metadata.csv:3: phonemes must not be empty where the corpus has no phonemizer, but is."
            ],
            Faults());
    }

    [Theory]
    [InlineData("id,text,speaker,emotion,phonems", " Did you mean 'phonemes'?")]
    [InlineData("id,text,speaker,phonemes", "")]
    public void Read_OtherHeader_NamesBothThatMayBe(string header, string suggestion)
    {
        corpus.Write("metadata.csv", header + "\na,One two.,anna,sad,aa\n");

        Assert.Equal(
            [
                "corpora/small/metadata.csv:1: the header must be id,text,speaker,emotion or "
                    + $"id,text,speaker,emotion,phonemes, but was {header}.{suggestion}"
            ],
            Faults());
    }

    [Fact]
    public void Read_NoFolder_SuggestsTheOneBesideIt()
    {
        options = options with { Path = "corpora/smal" };

        Assert.Equal(
            ["corpora/smal: must be a folder, but 'BASE/corpora/smal' does not exist. Did you mean 'small'?"],
            Faults());
    }

    [Fact]
    public void Constructor_EmptyOptions_ListsEveryBrokenRule()
    {
        var empty = new TextFolderOptions { Path = " ", Tier = "", Silence = "a b", EdgeFrames = -1 };

        var failure = Assert.Throws<OptionsException>(() => new TextFolderCorpus(empty, new("", new())));

        Assert.Equal("Path must name a folder, but was ' '.\nTier must name a tier, but was ''.\n"
            + "Silence must be a phoneme without white space, but was 'a b'.\n"
            + "EdgeFrames must be at least 0, but was -1.", failure.Message);
    }

    private void Metadata(params string[] rows) =>
        corpus.Write("metadata.csv", Header + string.Join('\n', rows) + "\n");

    private IReadOnlyList<Utterance> Read(string? heldOut = null) => new TextFolderCorpus(
        options with { HeldOut = heldOut ?? options.HeldOut },
        new(corpus.BaseFolder, new() { SampleRateHz = SmallCorpus.RateHz, HighHz = 500 })).Read();

    private string[] Faults() => Assert.Throws<FaultException>(() => Read()).Message
        .Replace(corpus.BaseFolder, "BASE", StringComparison.Ordinal).Split('\n');

    private static Part<IPhonemizer, PhonemizerContext> Letters(Action<PhonemizerContext>? seen = null) =>
        new("letters", context =>
        {
            seen?.Invoke(context);
            return new LetterPhonemizer();
        });

    /// <summary>Has nothing to read words with.</summary>
    private sealed class SilentPhonemizer : IPhonemizer
    {
        public IReadOnlyList<string> Phonemize(string text) =>
            throw new FaultException([new("my.dict", 0, "must be a readable file, but is not.")]);
    }

    /// <summary>Says every letter by itself, and no digit.</summary>
    private sealed class LetterPhonemizer : IPhonemizer
    {
        public IReadOnlyList<string> Phonemize(string text)
        {
            var digits = text.Where(char.IsDigit).ToList();
            return digits.Count == 0
                ? [.. text.Where(char.IsLetter).Select(letter => $"{letter}")]
                : throw new FaultException(
                    [.. digits.Select(digit => new Fault("text", 0, $"'{digit}' must be a letter, but is not."))]);
        }
    }
}
