using Melange.Testing;

namespace Melange.Plugins.Tests.Corpora.Layouts;

public sealed class VctkCorpusTests : CorpusConformance, IDisposable
{
    private const string Root = "VCTK-Corpus-0.92";
    private readonly StandIn corpus = new();
    private VctkOptions options = new() { Path = Root, Phonemizer = StandIn.Letters, HeldOut = "" };

    public VctkCorpusTests()
    {
        corpus.Write($"{Root}/speaker-info.txt", "ID  AGE  GENDER  ACCENTS  REGION COMMENTS \n");
        corpus.Write($"{Root}/wav48_silence_trimmed/log.txt", "");
        (string, string)[] texts = [("p225", "001"), ("p225", "003"), ("p226", "001"), ("p280", "001")];
        foreach (var (speaker, sentence) in texts)
            corpus.Write($"{Root}/txt/{speaker}/{speaker}_{sentence}.txt", $"Please call Stella {sentence}. \n");
        corpus.Write($"{Root}/txt/p362/p362_007.txt", "The rainbow.\n");
        corpus.Speak(48000, Audio("p225_001", 1), Audio("p225_001", 2), Audio("p225_003", 1), Audio("p225_003", 2),
            Audio("p226_001", 1), Audio("p226_001", 2), Audio("p280_001", 1), Audio("p315_001", 1),
            Audio("p315_001", 2));
        Directory.CreateDirectory($"{corpus.BaseFolder}/{Root}/wav48_silence_trimmed/p362");
    }

    protected override string Folder => corpus.BaseFolder;

    protected override AudioFormat Format => StandIn.Format;

    public void Dispose() => corpus.Dispose();

    [Fact]
    public void Read_Layout_TakesTheFirstMicrophoneAndCountsWhatHasNoPartner()
    {
        var utterances = Build(corpus.Context).Read();

        Assert.Equal(["p225_001", "p225_003", "p226_001", "p280_001"], utterances.Select(item => item.Id));
        Assert.Equal("Please call Stella 001.", utterances[0].Text);
        Assert.Equal(["p225", "p225", "p226", "p280"], utterances.Select(item => item.Speaker));
        Assert.All(utterances, item => Assert.Equal("neutral", item.Emotion));
        Assert.All(utterances, item => Assert.Equal(4000, item.Samples.Count));
        Assert.Equal(
            ["Left out, recordings without a text: 1 (p315_001).",
                "Left out, texts without a recording: 1 (p362_007)."],
            corpus.LeftOut);
    }

    [SoundProgramsFact]
    public void Read_Flac_IsReadAtItsRate()
    {
        corpus.Write("real/txt/p225/p225_001.txt", "Please call Stella.");
        var folder = Directory.CreateDirectory($"{corpus.BaseFolder}/real/wav48_silence_trimmed/p225").FullName;
        SoundPrograms.Run(folder, "sox -n -r 48000 -b 16 p225_001_mic1.flac synth 0.5 sine 440");
        options = options with { Path = "real" };

        Assert.Equal(4000, Assert.Single(Build(corpus.Context).Read()).Samples.Count);
        Assert.Contains("Recordings that were resampled from 48000 to 8000 Hz: 1.", corpus.Log.Told);
    }

    [Fact]
    public void Read_SecondMicrophone_LeavesOutWhoHasNone()
    {
        options = options with { Microphone = Microphone.Mic2 };

        Assert.Equal(["p225_001", "p225_003", "p226_001"], Build(corpus.Context).Read().Select(item => item.Id));
        Assert.Contains("Left out, texts without a recording: 2 (p280_001, p362_007).", corpus.LeftOut);
    }

    [Fact]
    public void Read_OlderVersion_NeedsNoMicrophone()
    {
        corpus.Write("old/txt/p225/p225_001.txt", "Please call Stella.");
        corpus.Write("old/txt/p225/p225_002.txt", "Ask her.");
        corpus.Speak(48000, "old/wav48/p225/p225_001.wav", "old/wav48/p225/p225_002.wav");
        options = options with { Path = "old" };

        Assert.Equal(["p225_001", "p225_002"], Build(corpus.Context).Read().Select(item => item.Id));
    }

    [Theory, InlineData("p225/p225_001_mic1"), InlineData("p225/p225_001")]
    public void Read_Alignments_AreCalledAsTheRecordingOrTheSentence(string grid)
    {
        corpus.Align($"mfa/{grid}.TextGrid");
        options = options with { Phonemizer = null, Alignments = "mfa" };

        var utterance = Assert.Single(Build(corpus.Context).Read());

        Assert.Equal(("p225_001", "sil AA1 B"), (utterance.Id, string.Join(' ', utterance.Phonemes)));
    }

    [Fact]
    public void Read_Speakers_AreTheOnesAskedFor()
    {
        options = options with { Speakers = ["p226"] };

        Assert.Equal(["p226_001"], Build(corpus.Context).Read().Select(item => item.Id));
        options = options with { Speakers = ["p226", "226"] };
        Assert.Equal([$"{Root}/wav48_silence_trimmed: must hold speaker '226', as speakers has it, but does not. "
            + "Did you mean 'p226'?"], corpus.Faults(Build(corpus.Context)));
    }

    [Theory, InlineData("."), InlineData($"{Root}/wav48_silence_trimmed"), InlineData($"{Root}/txt/p225")]
    public void Read_FolderAboveOrBelow_NamesTheRightOne(string path)
    {
        options = options with { Path = path };

        var fault = Assert.Single(corpus.Faults(Build(corpus.Context)));

        Assert.StartsWith($"{path}: must be the folder of VCTK that holds txt and wav48_silence_trimmed, but holds ",
            fault);
        Assert.EndsWith($"Did you mean '{Root}'?", fault);
    }

    [Fact]
    public void Read_NoRecordingOfTheMicrophone_SaysWhatWasLookedFor()
    {
        options = options with { Speakers = ["p280"], Microphone = Microphone.Mic2 };

        Assert.Equal([$"{Root}: must hold recordings with texts, but none of its 0 recordings called *_mic2 has one."],
            corpus.Faults(Build(corpus.Context)));
    }

    [Theory, InlineData("p225_001_mic2.flac"), InlineData("p225_001.wav")]
    public void Find_Recording_GivesItsSentence(string recording)
    {
        var finder = new VctkCorpus(options, corpus.Context);
        var folder = $"{corpus.BaseFolder}/{Root}";

        Assert.Equal(
            new() { Text = "Please call Stella 001.", TextFile = $"{folder}/txt/p225/p225_001.txt" },
            finder.Find($"{folder}/wav48_silence_trimmed/p225/{recording}"));
        Assert.Null(finder.Find($"{folder}/wav48_silence_trimmed/p315/p315_001_mic1.flac"));
    }

    [Fact]
    public void Find_CorpusWithStyleVectors_GivesThoseOfTheSentence()
    {
        var folder = $"{corpus.BaseFolder}/{Root}";
        corpus.Write($"{Root}/style/p225_001.npy", "as somebody else reads it");
        var finder = new VctkCorpus(options with { StyleRateHz = 50 }, corpus.Context);

        var found = finder.Find($"{folder}/wav48_silence_trimmed/p225/p225_001_mic2.flac")!;

        Assert.Equal("Please call Stella 001.", found.Text);
        Assert.Equal(new($"{folder}/style/p225_001.npy", $"{folder}/style/p225_001.npy", 50), found.Style);
    }

    protected override ICorpus Build(CorpusContext context) => new VctkCorpus(options, context, corpus.Log);

    // The reader goes by what a file holds, and a WAV file is spoken faster than a FLAC file.
    private static string Audio(string sentence, int microphone) =>
        $"{Root}/wav48_silence_trimmed/{sentence[..4]}/{sentence}_mic{microphone}.flac";
}
