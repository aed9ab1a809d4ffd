using System.Text;
using Melange.Testing;

namespace Melange.Plugins.Tests.Corpora.Layouts;

public sealed class EsdCorpusTests : CorpusConformance, IDisposable
{
    private const string Root = "Emotion Speech Dataset";
    private readonly StandIn corpus = new();
    private EsdOptions options = new() { Path = Root, Phonemizer = StandIn.Letters, HeldOut = "" };

    public EsdCorpusTests()
    {
        corpus.Write($"{Root}/ReadMe.txt", "ESD");
        corpus.Write($"{Root}/0011/0011.txt", "0011_000001\tThe nine the eggs, I keep.\tNeutral\n"
            + "0011_000351\tThe nine the eggs, I keep.\tAngry\n\n0011_000352\tI did go.\tAngry\n");
        corpus.Speak(16000, $"{Root}/0011/Neutral/0011_000001.wav", $"{Root}/0011/Angry/0011_000351.wav",
            $"{Root}/0011/Angry/0011_000352.wav");
    }

    protected override string Folder => corpus.BaseFolder;

    protected override AudioFormat Format => StandIn.Format;

    public void Dispose() => corpus.Dispose();

    [Fact]
    public void Read_Layout_TakesSpeakerAndEmotionFromTheFolders()
    {
        var utterances = Build(corpus.Context).Read();

        Assert.Equal(["0011_000351", "0011_000352", "0011_000001"], utterances.Select(item => item.Id));
        Assert.Equal(["angry", "angry", "neutral"], utterances.Select(item => item.Emotion));
        Assert.All(utterances, item => Assert.Equal("0011", item.Speaker));
        Assert.Equal("I did go.", utterances[1].Text);
    }

    [Fact]
    public void Read_PartsBelowTheEmotions_AreAllRead()
    {
        corpus.Write($"{Root}/0012/0012.txt",
            "0012_000701\tOne.\tHappy\n0012_000721\tTwo.\tHappy\n0012_000731\tThree.\tHappy\n");
        corpus.Speak(16000, $"{Root}/0012/Happy/test/0012_000731.wav", $"{Root}/0012/Happy/train/0012_000721.wav",
            $"{Root}/0012/Happy/evaluation/0012_000701.wav");
        options = options with { Speakers = ["0012"] };

        Assert.Equal(["One.", "Two.", "Three."],
            Build(corpus.Context).Read().OrderBy(item => item.Id).Select(item => item.Text));
    }

    [Theory]
    [InlineData("utf-8", "打远一看，")]
    [InlineData("utf-16", "打远一看，")]
    [InlineData("utf-16LE", "打远一看，")]
    [InlineData("gb2312", "打远一看，")]
    [InlineData("gb2312", "Don’t go.")]
    [InlineData("windows-1252", "Don’t go.")]
    [InlineData("windows-1252", "Café, naïve")]
    public void Read_AnyEncodingOfTheSpeakers_IsUnderstood(string name, string text)
    {
        var encoding = name == "utf-16LE" ? new UnicodeEncoding(bigEndian: false, byteOrderMark: false)
            : CodePagesEncodingProvider.Instance.GetEncoding(name) ?? Encoding.GetEncoding(name);
        var lines = $"0003_000001\t{text}\t中立\r\n0003_000002\tTwo\tNeutral\r\n";
        if (name == "windows-1252")
            lines = lines.Replace("中立", "Neutral", StringComparison.Ordinal);
        corpus.Write($"{Root}/0003/0003.txt", [.. encoding.GetPreamble(), .. encoding.GetBytes(lines)]);
        corpus.Speak(16000, $"{Root}/0003/Neutral/0003_000001.wav");
        options = options with { Speakers = ["0003"] };

        Assert.Equal(text, Assert.Single(Build(corpus.Context).Read()).Text);
    }

    [Theory]
    [InlineData("0003_000001\tOn we go")]
    [InlineData("0003_000001 On we go Neutral")]
    [InlineData("0003_000001 \tOn we go\t中立 ")]
    [InlineData("0003_000001\tOn we go \tneutral\t")]
    public void Read_LinesAsPeopleHandedThemIn_AreUnderstood(string line)
    {
        corpus.Write($"{Root}/0003/0003.txt", line);
        corpus.Speak(16000, $"{Root}/0003/Neutral/0003_000001.wav");
        options = options with { Speakers = ["0003"] };

        Assert.Equal("On we go", Assert.Single(Build(corpus.Context).Read()).Text);
    }

    [Fact]
    public void Read_WhatHasNoPartner_IsLeftOutAloud()
    {
        corpus.Write($"{Root}/0011/0011.txt",
            "0011_000001\tOne.\tNeutral\n0011_000002\tTwo.\tNeutral\n0011_000003\n0011_000351\tThree.\tAngry\n");

        Assert.Equal(["0011_000351", "0011_000001"], Build(corpus.Context).Read().Select(item => item.Id));
        Assert.Equal(["Left out, recordings without a text: 1 (0011_000352).",
            "Left out, texts without a recording: 1 (0011_000002)."], corpus.LeftOut);
    }

    [Fact]
    public void Read_NothingHasAPartner_IsAFault()
    {
        corpus.Write($"{Root}/0011/0011.txt", "0012_000001\tOne.\tNeutral\n");

        Assert.Equal([$"{Root}: must hold recordings with texts, but none of its 3 recordings has one."],
            corpus.Faults(Build(corpus.Context)));
    }

    [Theory, InlineData("."), InlineData($"{Root}/0011"), InlineData($"{Root}/0011/Angry")]
    public void Read_FolderAboveOrBelow_NamesTheRightOne(string path)
    {
        options = options with { Path = path };

        var fault = Assert.Single(corpus.Faults(Build(corpus.Context)));

        Assert.StartsWith(
            $"{path}: must be the folder of ESD that holds a folder a speaker, as 0011 with 0011.txt, but holds ",
            fault);
        Assert.EndsWith($"Did you mean '{Root}'?", fault);
    }

    [Theory, InlineData("0011/0011_000351"), InlineData("0011/Angry/0011_000351"), InlineData("0011_000351")]
    public void Read_Alignments_AreFoundInAnyFolder(string grid)
    {
        corpus.Align($"mfa/{grid}.TextGrid");
        options = options with { Phonemizer = null, Alignments = "mfa" };

        Assert.Equal("0011_000351", Assert.Single(Build(corpus.Context).Read()).Id);
    }

    [Theory, InlineData("Angry"), InlineData("Angry/train")]
    public void Find_Recording_GivesItsLine(string place)
    {
        var finder = new EsdCorpus(options, corpus.Context);
        var speaker = $"{corpus.BaseFolder}/{Root}/0011";

        Assert.Equal(
            new() { Text = "I did go.", TextFile = $"{speaker}/0011.txt", TextLine = 4 },
            finder.Find($"{speaker}/{place}/0011_000352.wav"));
        Assert.Null(finder.Find($"{speaker}/{place}/0011_000353.wav"));
        Assert.Null(finder.Find("nowhere/0011_000352.wav"));
    }

    protected override ICorpus Build(CorpusContext context) => new EsdCorpus(options, context, corpus.Log);
}
