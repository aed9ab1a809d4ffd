using Melange.Testing;

namespace Melange.Plugins.Tests.Corpora.Layouts;

public sealed class AudioFolderCorpusTests : CorpusConformance, IDisposable
{
    private readonly StandIn corpus = new();
    private AudioFolderOptions options = new() { Path = "mine", HeldOut = "" };

    public AudioFolderCorpusTests()
    {
        corpus.Speak(44100, "mine/anna/a1.wav", "mine/anna/deep/a2.wav", "mine/bert/b1.wav");
        corpus.Write("mine/anna/a1.txt", "One two.\n");
        corpus.Write("mine/anna/deep/a2.lab", "Three,\nfour.\n");
        corpus.Write("mine/bert/b1.txt", "One two.");
        corpus.Align("mine/anna/a1.TextGrid", "mine/anna/deep/a2.TextGrid", "mine/bert/b1.TextGrid");
    }

    protected override string Folder => corpus.BaseFolder;

    protected override AudioFormat Format => StandIn.Format;

    public void Dispose() => corpus.Dispose();

    [Fact]
    public void Read_TextsAndTextGridsBesideTheRecordings_AreTaken()
    {
        var utterances = Build(corpus.Context).Read();

        Assert.Equal(["a1", "a2", "b1"], utterances.Select(item => item.Id));
        Assert.Equal(["One two.", "Three, four.", "One two."], utterances.Select(item => item.Text));
        Assert.Equal(["anna", "anna", "bert"], utterances.Select(item => item.Speaker));
        Assert.All(utterances, item => Assert.Equal([0.1, 0.3, 0.5], item.EndSeconds));
        Assert.Empty(corpus.LeftOut);
    }

    [Fact]
    public void Read_RecordingsInTheFolderItself_HaveItsName()
    {
        options = options with { Path = "mine/bert" };

        Assert.Equal("bert", Assert.Single(Build(corpus.Context).Read()).Speaker);
    }

    [Fact]
    public void Read_SameNameInSeveralFolders_HasTheFoldersInItsId()
    {
        corpus.Speak(44100, "mine/bert/a1.wav");
        corpus.Write("mine/bert/a1.txt", "Five.");
        corpus.Align("mine/bert/a1.TextGrid");

        Assert.Equal(["anna_a1", "a2", "bert_a1", "b1"], Build(corpus.Context).Read().Select(item => item.Id));
    }

    [Fact]
    public void Read_SameNameInAlignments_IsThatOfTheSpeaker()
    {
        corpus.Speak(44100, "mine/bert/a1.wav");
        corpus.Write("mine/bert/a1.txt", "Five.");
        corpus.Align("mfa/anna/a1.TextGrid");
        corpus.Write("mfa/bert/a1.TextGrid", SmallCorpus.TextGrid((0, 0.5, "B")));
        options = options with { Alignments = "mfa" };

        Assert.Equal(["sil AA1 B", "B"],
            Build(corpus.Context).Read().Select(item => string.Join(' ', item.Phonemes)));
        corpus.Align("mfa/bert/x/a1.TextGrid");
        Assert.Equal(["mfa/bert/a1.TextGrid: must be the only TextGrid of 'bert_a1', but 'mfa/bert/x/a1.TextGrid' "
            + "is called so as well."], corpus.Faults(Build(corpus.Context)));
    }

    [Fact]
    public void Read_Phonemizer_LearnsTimesWhateverLiesBeside()
    {
        options = options with { Phonemizer = StandIn.Letters };

        var utterances = Build(corpus.Context).Read();

        Assert.All(utterances, item => Assert.Null(item.EndSeconds));
        Assert.Equal(["o", "n", "e", "t", "w", "o"], utterances[0].Phonemes);
    }

    [Fact]
    public void Read_WhatIsNotComplete_IsLeftOutAloud()
    {
        corpus.Delete("mine/anna/a1.txt");
        corpus.Delete("mine/bert/b1.TextGrid");

        Assert.Equal(["a2"], Build(corpus.Context).Read().Select(item => item.Id));
        Assert.Equal(["Left out, recordings without a text: 1 (a1).", "Left out, recordings without times: 1 (b1)."],
            corpus.LeftOut);
    }

    [Fact]
    public void Read_LabOfTimes_IsNeverReadAsWords()
    {
        corpus.Write("mine/anna/deep/a2.lab", "0 1000000 sil\n1000000 5000000 aa\n");

        Assert.Equal(["a1", "b1"], Build(corpus.Context).Read().Select(item => item.Id));
    }

    [Fact]
    public void Read_NoPhonemesFromAnywhere_SaysWhatIsMissing()
    {
        foreach (var grid in new[] { "anna/a1", "anna/deep/a2", "bert/b1" })
            corpus.Delete($"mine/{grid}.TextGrid");

        Assert.Equal(["mine: must have times beside its recordings (x.TextGrid, x.lab), or the corpus alignments or a "
            + "phonemizer, but there is none."], corpus.Faults(Build(corpus.Context)));
    }

    [Fact]
    public void Read_NoTextAnywhere_SaysWhatIsMissing()
    {
        corpus.Speak(44100, "silent/x.wav", "silent/y.wav");
        options = options with { Path = "silent" };

        Assert.Equal(["silent: must hold recordings with a text beside each (x.wav, x.txt), but none of its 2 "
            + "recordings has one."], corpus.Faults(Build(corpus.Context)));
    }

    [Fact]
    public void Read_MetadataInTheFolder_ListsTheUtterances()
    {
        corpus.Write("ours/metadata.csv", "id,text,speaker,emotion\nu,One.,anna,sad\nv,Two.,bert,happy\n");
        corpus.Speak(44100, "ours/wav/u.wav", "ours/wav/v.wav");
        corpus.Align("ours/textgrid/u.TextGrid", "ours/textgrid/v.TextGrid");
        options = options with { Path = "ours" };

        var utterances = Build(corpus.Context).Read();

        Assert.Equal(["sad", "happy"], utterances.Select(item => item.Emotion));
        Assert.All(utterances, item => Assert.Equal([0.1, 0.3, 0.5], item.EndSeconds));
    }

    [Fact]
    public void Find_RecordingOfAFolderWithMetadata_GivesItsRow()
    {
        corpus.Write("mine/metadata.csv", "id,text,speaker,emotion\na1,One two.,anna,sad\n");
        var folder = $"{corpus.BaseFolder}/mine";

        Assert.Equal(
            new() { Text = "One two.", TextFile = $"{folder}/metadata.csv", TextLine = 2 },
            new AudioFolderCorpus(options, corpus.Context).Find($"{folder}/wav/a1.wav"));
    }

    protected override ICorpus Build(CorpusContext context) => new AudioFolderCorpus(options, context, corpus.Log);
}
