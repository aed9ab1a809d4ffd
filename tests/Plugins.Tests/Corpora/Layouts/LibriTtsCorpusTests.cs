using Melange.Testing;

namespace Melange.Plugins.Tests.Corpora.Layouts;

public sealed class LibriTtsCorpusTests : CorpusConformance, IDisposable
{
    private const string Root = "LibriTTS";
    private readonly StandIn corpus = new();
    private LibriTtsOptions options = new() { Path = Root, Phonemizer = StandIn.Letters, HeldOut = "" };

    public LibriTtsCorpusTests()
    {
        corpus.Write($"{Root}/speakers.tsv", "READER\tGENDER\tSUBSET\tNAME\n103\tF\ttrain-clean-100\tKaren Savage\n");
        Sentence("train-clean-100/103/1241", "103_1241_000000_000001");
        Sentence("train-clean-100/103/1241", "103_1241_000002_000000");
        Sentence("train-clean-100/1034/121119", "1034_121119_000005_000001");
        Sentence("dev-clean/84/121123", "84_121123_000007_000001");
        corpus.Write($"{Root}/train-clean-100/103/1241/103_1241.trans.tsv", "");
        corpus.Speak(24000, $"{Root}/dev-clean/84/121123/84_121123_000008_000000.wav");
    }

    protected override string Folder => corpus.BaseFolder;

    protected override AudioFormat Format => StandIn.Format;

    public void Dispose() => corpus.Dispose();

    [Fact]
    public void Read_Layout_SpeaksTheNormalisedTextOfEverySubset()
    {
        var utterances = Build(corpus.Context).Read();

        Assert.Equal(["84", "103", "103", "1034"], utterances.Select(item => item.Speaker));
        Assert.Equal("Mister 103_1241_000000_000001.", utterances[1].Text);
        Assert.All(utterances, item => Assert.Equal("neutral", item.Emotion));
        Assert.Equal(["Left out, recordings without a text: 1 (84_121123_000008_000000)."], corpus.LeftOut);
    }

    [Fact]
    public void Read_SubsetsAndSpeakers_AreTheOnesAskedFor()
    {
        options = options with { Subsets = ["train-clean-100"], Speakers = ["1034"] };

        Assert.Equal("1034_121119_000005_000001", Assert.Single(Build(corpus.Context).Read()).Id);
        options = options with { Subsets = ["train-clean-10"] };
        Assert.Equal($"{Root}: must hold subset 'train-clean-10', as subsets has it, but does not. Did you mean "
            + "'train-clean-100'? Known: dev-clean, train-clean-100.", corpus.Faults(Build(corpus.Context))[0]);
    }

    [Theory, InlineData("."), InlineData($"{Root}/train-clean-100"), InlineData($"{Root}/train-clean-100/103")]
    public void Read_FolderAboveOrBelow_NamesTheRightOne(string path)
    {
        options = options with { Path = path };

        var fault = Assert.Single(corpus.Faults(Build(corpus.Context)));

        Assert.StartsWith(
            $"{path}: must be the folder of LibriTTS that holds subsets such as train-clean-100, but holds ", fault);
        Assert.EndsWith($"Did you mean '{Root}'?", fault);
    }

    [Fact]
    public void Find_Recording_GivesItsNormalisedText()
    {
        var finder = new LibriTtsCorpus(options, corpus.Context);
        var chapter = $"{corpus.BaseFolder}/{Root}/dev-clean/84/121123";

        Assert.Equal(
            new()
            {
                Text = "Mister 84_121123_000007_000001.",
                TextFile = $"{chapter}/84_121123_000007_000001.normalized.txt"
            },
            finder.Find($"{chapter}/84_121123_000007_000001.wav"));
        Assert.Null(finder.Find($"{chapter}/84_121123_000008_000000.wav"));
    }

    [Fact]
    public void Find_RecordingWithoutText_GivesItsStyleVectorsAlone()
    {
        corpus.Write($"{Root}/style/84_121123_000008_000000.safetensors", "as somebody else reads it");

        var found = new LibriTtsCorpus(options, corpus.Context)
            .Find($"{corpus.BaseFolder}/{Root}/dev-clean/84/121123/84_121123_000008_000000.wav");

        Assert.Equal($"{corpus.BaseFolder}/{Root}/style/84_121123_000008_000000.safetensors", found!.Style!.Path);
        Assert.Null(found.Text);
    }

    protected override ICorpus Build(CorpusContext context) => new LibriTtsCorpus(options, context, corpus.Log);

    private void Sentence(string chapter, string id)
    {
        corpus.Speak(24000, $"{Root}/{chapter}/{id}.wav");
        corpus.Write($"{Root}/{chapter}/{id}.original.txt", $"Mr. {id}.");
        corpus.Write($"{Root}/{chapter}/{id}.normalized.txt", $"Mister {id}.");
    }
}
