namespace Melange.Plugins.Tests.Corpora;

public sealed class TextGridFolderCorpusTests : IDisposable
{
    private readonly SmallCorpus corpus = new();

    public void Dispose() => corpus.Dispose();

    [Fact]
    public void Read_ValidCorpus_GivesUtterancesInTheOrderOfMetadata()
    {
        var utterances = corpus.Read();

        Assert.Equal(["a", "b", "c"], utterances.Select(item => item.Id));
        Assert.Equal(["One two.", "Three, four.", "One two."], utterances.Select(item => item.Text));
        Assert.Equal(["anna", "bert", "bert"], utterances.Select(item => item.Speaker));
        Assert.Equal(["sad", "happy", "happy"], utterances.Select(item => item.Emotion));
        Assert.Equal([false, true, false], utterances.Select(item => item.IsHeldOut));
        Assert.Equal(["aa", "b"], utterances[1].Phonemes);
        Assert.Equal([0.2, 0.5], utterances[1].EndSeconds);
        Assert.Equal(500, utterances[2].Samples.Count);
        Assert.Equal(3 / 32768f, utterances[2].Samples[3]);
    }

    [Fact]
    public void Read_EmptyHeldOut_KeepsNothingOut()
    {
        corpus.Options = corpus.Options with { HeldOut = "" };
        corpus.Delete("held-out.txt");

        Assert.All(corpus.Read(), item => Assert.False(item.IsHeldOut));
    }

    [Fact]
    public void Read_HeldOutWithWindowsLineEndsAndEmptyLines_IsUnderstood()
    {
        corpus.Write("held-out.txt", "\uFEFF\r\n  Three, four. \r\n\r\n");

        Assert.Equal([false, true, false], corpus.Read().Select(item => item.IsHeldOut));
    }

    [Fact]
    public void Read_TimesOffByLessThanAMillisecond_ArePutRight()
    {
        corpus.Write("textgrid/a.TextGrid", SmallCorpus.TextGrid((0.0009, 0.2, "aa"), (0.2008, 0.4992, "b")));

        Assert.Equal([0.2, 0.5], corpus.Read()[0].EndSeconds);
    }

    [Fact]
    public void Read_FolderMissing_SuggestsTheOneBesideIt()
    {
        corpus.Options = corpus.Options with { Path = "corpora/smal" };

        Assert.Equal(
            ["corpora/smal: must be a folder, but 'BASE/corpora/smal' does not exist. Did you mean 'small'?"],
            corpus.Faults());
    }

    [Fact]
    public void Read_PathWithSlashAtItsEnd_IsNamedOnce()
    {
        corpus.Options = corpus.Options with { Path = "corpora/small/" };
        corpus.Delete("wav/c.wav");

        Assert.Equal(
            ["corpora/small/wav/c.wav: must exist, as metadata.csv:4 lists 'c', but does not."], corpus.Faults());
    }

    [Fact]
    public void Read_MetadataAndHeldOutMissing_SaysBoth()
    {
        corpus.Delete("metadata.csv");
        corpus.Delete("held-out.txt");

        Assert.Equal(
            [
                "corpora/small/metadata.csv: must list the utterances as id,text,speaker,emotion, but does not exist.",
                "corpora/small/held-out.txt: must list the texts kept out of training, but does not exist; "
                    + "an empty HeldOut keeps none out."
            ],
            corpus.Faults());
    }

    [Fact]
    public void Read_FilesMissing_SuggestsTheOnesThatNoUtteranceHas()
    {
        corpus.Move("wav/a.wav", "wav/aa.wav");
        corpus.Move("textgrid/b.TextGrid", "textgrid/b.textgrid");

        Assert.Equal(
            [
                "corpora/small/wav/a.wav: must exist, as metadata.csv:2 lists 'a', but does not. "
                    + "Did you mean 'aa.wav'?",
                "corpora/small/textgrid/b.TextGrid: must exist, as metadata.csv:3 lists 'b', but does not. "
                    + "Did you mean 'b.textgrid'?"
            ],
            corpus.Faults());
    }

    [Fact]
    public void Read_FaultsInManyFiles_AreAllListedAtOnce()
    {
        corpus.Write("metadata.csv",
            "id,text,speaker,emotion\na,One two.,anna,sad\nb,Three,bert\nc,One two.,bert,happy\n");
        corpus.Write("wav/a.wav", []);
        corpus.Write("textgrid/a.TextGrid", SmallCorpus.TextGrid((0, 0.2, "aa"), (0.3, 0.5, "b")));
        corpus.Write("textgrid/c.TextGrid", SmallCorpus.TextGrid((0, 0.2, "aa"), (0.2, 0.4, "b")));

        Assert.Equal(
            [
                "corpora/small/metadata.csv:3: a row must have 4 fields, but this one has 3.",
                "corpora/small/wav/a.wav: must be a recording, but is empty.",
                "corpora/small/textgrid/a.TextGrid:20: 'b' must begin at 0.2 s, where 'aa' ends, "
                    + "but begins at 0.3 s: a gap.",
                "corpora/small/textgrid/c.TextGrid:20: 'b' must end with the audio at 0.5 s, but ends at 0.4 s."
            ],
            corpus.Faults());
    }

    [Fact]
    public void Read_HeldOutTextThatNobodySays_NamesItsLineAndTheNearest()
    {
        corpus.Write("held-out.txt", "\nThree, four.\nOne too.\nSomething else.\n");

        Assert.Equal(
            [
                "corpora/small/held-out.txt:3: no utterance says 'One too.'. Did you mean 'One two.'?",
                "corpora/small/held-out.txt:4: no utterance says 'Something else.'."
            ],
            corpus.Faults());
    }

    [Fact]
    public void Read_EverythingHeldOut_IsAFault()
    {
        corpus.Write("held-out.txt", "Three, four.\nOne two.\n");

        Assert.Equal(
            ["corpora/small/held-out.txt: must leave at least one text for training, but leaves none."],
            corpus.Faults());
    }

    [Fact]
    public void Read_PhonemeInHeldOutTextsOnly_NamesItsFirstLine()
    {
        corpus.Write("textgrid/b.TextGrid",
            SmallCorpus.TextGrid((0, 0.1, "aa"), (0.1, 0.2, "zh"), (0.2, 0.3, "zh"), (0.3, 0.5, "oy")));

        Assert.Equal(
            [
                "corpora/small/textgrid/b.TextGrid:20: phoneme 'zh' must occur in a training text, "
                    + "but only held-out texts have it.",
                "corpora/small/textgrid/b.TextGrid:28: phoneme 'oy' must occur in a training text, "
                    + "but only held-out texts have it."
            ],
            corpus.Faults());
    }

    [Fact]
    public void Read_PhonemeInATrainingTextOnly_IsNoFault()
    {
        corpus.Write("textgrid/a.TextGrid", SmallCorpus.TextGrid((0, 0.5, "zh")));

        Assert.Equal(3, corpus.Read().Count);
    }

    [Fact]
    public void Constructor_EmptyOptions_ListsEveryBrokenRule()
    {
        var options = new TextGridFolderOptions { Path = " ", Tier = "", Silence = "a b", EdgeFrames = -1 };

        var failure = Assert.Throws<OptionsException>(() => new TextGridFolderCorpus(options, new("", new())));

        Assert.Equal("Path must name a folder, but was ' '.\nTier must name a tier, but was ''.\n"
            + "Silence must be a phoneme without white space, but was 'a b'.\n"
            + "EdgeFrames must be at least 0, but was -1.", failure.Message);
    }
}
