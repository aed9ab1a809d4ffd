using Melange.Testing;

namespace Melange.Plugins.Tests.Corpora.Layouts;

public sealed class LjSpeechCorpusTests : CorpusConformance, IDisposable
{
    private const string Root = "LJSpeech-1.1";
    private readonly StandIn corpus = new();
    private LjSpeechOptions options = new() { Path = Root, Phonemizer = StandIn.Letters, HeldOut = "" };

    public LjSpeechCorpusTests()
    {
        corpus.Write($"{Root}/README", "The LJ Speech Dataset");
        Metadata("LJ001-0001|He said \"no|He said \"no", "LJ001-0002|in 1455,|in fourteen fifty-five,",
            "LJ002-0001|and so on|");
        corpus.Speak(22050, [.. new[] { "LJ001-0001", "LJ001-0002", "LJ002-0001" }.Select(Wav)]);
    }

    protected override string Folder => corpus.BaseFolder;

    protected override AudioFormat Format => StandIn.Format;

    public void Dispose() => corpus.Dispose();

    [Fact]
    public void Read_Layout_SpeaksTheNormalisedText()
    {
        var utterances = Build(corpus.Context).Read();

        Assert.Equal(["LJ001-0001", "LJ001-0002", "LJ002-0001"], utterances.Select(item => item.Id));
        Assert.Equal(["He said \"no", "in fourteen fifty-five,", "and so on"], utterances.Select(item => item.Text));
        Assert.All(utterances, item => Assert.Equal(("LJ", "neutral"), (item.Speaker, item.Emotion)));
        Assert.All(utterances, item => Assert.Equal(4000, item.Samples.Count));
        Assert.Equal(["h", "e", "s", "a", "i", "d", "n", "o"], utterances[0].Phonemes);
    }

    [Theory]
    [InlineData("mfa/LJ001-0001.TextGrid", "mfa/LJ001-0002.TextGrid")]
    [InlineData("mfa/wavs/LJ001-0001.TextGrid", "mfa/wavs/LJ001-0002.TextGrid")]
    public void Read_Alignments_GiveTimesAndTheRestIsLeftOutAloud(params string[] grids)
    {
        corpus.Align(grids);
        options = options with { Phonemizer = null, Alignments = "mfa" };

        var utterances = Build(corpus.Context).Read();

        Assert.Equal(["LJ001-0001", "LJ001-0002"], utterances.Select(item => item.Id));
        Assert.Equal(["sil", "AA1", "B"], utterances[0].Phonemes);
        Assert.Equal([0.1, 0.3, 0.5], utterances[0].EndSeconds);
        Assert.Equal(["Left out, utterances without a TextGrid in mfa: 1 (LJ002-0001)."], corpus.LeftOut);
    }

    [Fact]
    public void Read_AlignmentsOfSomethingElse_IsOneFault()
    {
        corpus.Align("mfa/LJ001_0001.TextGrid", "mfa/LJ001_0002.TextGrid");
        options = options with { Phonemizer = null, Alignments = "mfa" };

        Assert.Equal(["mfa: must hold TextGrids named as the recordings, as 'LJ001-0001.TextGrid', but none of its 2 "
            + "is. Did you mean 'LJ001_0001'?"], corpus.Faults(Build(corpus.Context)));
    }

    [Fact]
    public void Read_EmptyOrMissingAlignments_AreNamed()
    {
        Directory.CreateDirectory(Path.Combine(corpus.BaseFolder, "empty"));
        options = options with { Phonemizer = null, Alignments = "empty" };

        Assert.Equal(["empty: must hold TextGrids, but holds none."], corpus.Faults(Build(corpus.Context)));
        options = options with { Alignments = "emty" };
        Assert.Equal(["emty: must be a folder, but 'BASE/emty' does not exist. Did you mean 'empty'?"],
            corpus.Faults(Build(corpus.Context)));
    }

    [Theory]
    [InlineData(".", ".: must be the folder of LJSpeech that holds metadata.csv and wavs, but holds LJSpeech-1.1. "
        + "Did you mean 'LJSpeech-1.1'?")]
    [InlineData("LJSpeech-1.1/wavs", "LJSpeech-1.1/wavs: must be the folder of LJSpeech that holds metadata.csv and "
        + "wavs, but holds LJ001-0001.wav, LJ001-0002.wav, LJ002-0001.wav. Did you mean 'LJSpeech-1.1'?")]
    public void Read_FolderAboveOrBelow_NamesTheRightOne(string path, string fault)
    {
        options = options with { Path = path };

        Assert.Equal([fault], corpus.Faults(Build(corpus.Context)));
    }

    [Fact]
    public void Read_BrokenLines_AreAllNamed()
    {
        Metadata("LJ001-0001|a|a", "LJ001-0002,b,b", "|c|c", "LJ001-0001|d|d", "LJ002-0001| | ");

        Assert.Equal(
            [
                "LJSpeech-1.1/metadata.csv:2: a line must have an id, a text and its normalised text, parted by bars, "
                    + "but this one has 1 fields.",
                "LJSpeech-1.1/metadata.csv:3: a line must have an id and a text, but this one lacks one.",
                "LJSpeech-1.1/metadata.csv:4: id 'LJ001-0001' must be unique, but line 1 has it too.",
                "LJSpeech-1.1/metadata.csv:5: a line must have an id and a text, but this one lacks one."
            ],
            corpus.Faults(Build(corpus.Context)));
    }

    [Fact]
    public void Read_EmptyList_SaysSo()
    {
        Metadata();

        Assert.Equal(["LJSpeech-1.1/metadata.csv: must list at least one utterance, but lists none."],
            corpus.Faults(Build(corpus.Context)));
    }

    [Fact]
    public void Read_RecordingMissing_NamesItsLine()
    {
        corpus.Delete(Wav("LJ001-0002"));
        corpus.Speak(22050, Wav("LJ001-002"));

        Assert.Equal(["LJSpeech-1.1/wavs/LJ001-0002.wav: must exist, as metadata.csv:2 lists 'LJ001-0002', but does "
            + "not. Did you mean 'LJ001-002.wav'?"], corpus.Faults(Build(corpus.Context)));
    }

    [Fact]
    public void Read_NeitherAlignmentsNorPhonemizer_SaysWhatIsNeeded()
    {
        options = options with { Phonemizer = null };

        Assert.Equal(["LJSpeech-1.1: must have alignments, a folder of TextGrids, or a phonemizer, but there is "
            + "neither."], corpus.Faults(Build(corpus.Context)));
    }

    [Fact]
    public void Constructor_AlignmentsAndPhonemizer_SaysThatOneIsTooMany()
    {
        options = options with { Alignments = "mfa" };

        var failure = Assert.Throws<OptionsException>(() => Build(corpus.Context));

        Assert.Equal("Alignments must stand without Phonemizer, as its TextGrids hold the phonemes, but both are "
            + "there.", failure.Message);
    }

    [Fact]
    public void Find_Recording_GivesItsNormalisedText()
    {
        var finder = new LjSpeechCorpus(options, corpus.Context);
        var folder = $"{corpus.BaseFolder}/{Root}";

        Assert.Equal(
            new() { Text = "in fourteen fifty-five,", TextFile = $"{folder}/metadata.csv", TextLine = 2 },
            finder.Find($"{folder}/wavs/LJ001-0002.wav"));
        Assert.Null(finder.Find($"{folder}/wavs/LJ009-0002.wav"));
        Assert.Null(finder.Find($"{folder}/LJ001-0002.wav"));
    }

    protected override ICorpus Build(CorpusContext context) => new LjSpeechCorpus(options, context, corpus.Log);

    private static string Wav(string id) => $"{Root}/wavs/{id}.wav";

    private void Metadata(params string[] rows) =>
        corpus.Write($"{Root}/metadata.csv", string.Concat(rows.Select(row => row + "\n")));
}
