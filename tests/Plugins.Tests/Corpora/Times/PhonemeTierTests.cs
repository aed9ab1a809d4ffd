namespace Melange.Plugins.Tests.Corpora;

public sealed class PhonemeTierTests : IDisposable
{
    private const string File = "corpora/small/textgrid/a.TextGrid";
    private readonly SmallCorpus corpus = new();

    public void Dispose() => corpus.Dispose();

    [Fact]
    public void Read_TierMissing_ListsTheKnown()
    {
        corpus.Write("textgrid/a.TextGrid", SmallCorpus.TextGrid((0, 0.5, "aa")).Replace("phones", "words"));

        Assert.Equal([$"{File}: no tier is called 'phones'. Known: words."], corpus.Faults());
    }

    [Fact]
    public void Read_TierSpeltOtherwise_SuggestsIt()
    {
        corpus.Write("textgrid/a.TextGrid", SmallCorpus.TextGrid((0, 0.5, "aa")).Replace("phones", "Phone"));

        Assert.Equal([$"{File}: no tier is called 'phones'. Did you mean 'Phone'? Known: Phone."], corpus.Faults());
    }

    [Fact]
    public void Read_NoTiers_SaysNone()
    {
        corpus.Write("textgrid/a.TextGrid", "\"ooTextFile\"\n\"TextGrid\"\n0\n0.5\n<absent>\n");

        Assert.Equal([$"{File}: no tier is called 'phones'. Known: none."], corpus.Faults());
    }

    [Fact]
    public void Read_TierOfPoints_IsAFault()
    {
        corpus.Write("textgrid/a.TextGrid",
            "\"ooTextFile\"\n\"TextGrid\"\n0\n0.5\n<exists>\n1\n\"TextTier\"\n\"phones\"\n0\n0.5\n1\n0.2\n\"aa\"\n");

        Assert.Equal([$"{File}:8: tier 'phones' must be an IntervalTier, but is a TextTier."], corpus.Faults());
    }

    [Fact]
    public void Read_NoIntervals_IsAFault()
    {
        corpus.Write("textgrid/a.TextGrid", SmallCorpus.TextGrid());

        Assert.Equal([$"{File}:11: tier 'phones' must have at least one interval, but has none."], corpus.Faults());
    }

    [Theory]
    [InlineData(0.25, 0.5, "'b' must begin at 0.2 s, where 'aa' ends, but begins at 0.25 s: a gap.")]
    [InlineData(0.15, 0.5, "'b' must begin at 0.2 s, where 'aa' ends, but begins at 0.15 s: an overlap.")]
    [InlineData(0.2, 0.495, "'b' must end with the audio at 0.5 s, but ends at 0.495 s.")]
    [InlineData(0.2, 0.505, "'b' must end with the audio at 0.5 s, but ends at 0.505 s.")]
    public void Read_SecondIntervalOutOfPlace_NamesItsLine(double start, double end, string expected)
    {
        corpus.Write("textgrid/a.TextGrid", SmallCorpus.TextGrid((0, 0.2, "aa"), (start, end, "b")));

        Assert.Equal([$"{File}:20: {expected}"], corpus.Faults());
    }

    [Fact]
    public void Read_FirstIntervalLate_NamesItsLine()
    {
        corpus.Write("textgrid/a.TextGrid", SmallCorpus.TextGrid((0.01, 0.2, "aa"), (0.2, 0.5, "b")));

        Assert.Equal([$"{File}:16: 'aa' must begin with the audio at 0 s, but begins at 0.01 s."], corpus.Faults());
    }

    [Theory]
    [InlineData(0.2)]
    [InlineData(0.1)]
    public void Read_IntervalBackwards_SaysSoAndWhatFollowsDoesNotFit(double end)
    {
        corpus.Write("textgrid/a.TextGrid", SmallCorpus.TextGrid((0, 0.2, "aa"), (0.2, end, "b"), (end, 0.5, "aa")));

        Assert.Equal(
            [FormattableString.Invariant($"{File}:20: 'b' must end after its start, 0.2 s, but ends at {end} s.")],
            corpus.Faults());
    }

    [Theory, InlineData(""), InlineData(" \t ")]
    public void Read_EmptyLabel_IsSilence(string label)
    {
        Write((0, 0.2, label), (0.2, 0.5, "b"));

        Assert.Equal(["sil", "b"], corpus.Read()[0].Phonemes);
    }

    [Fact]
    public void Read_SilenceOfAnotherName_TakesIt()
    {
        corpus.Options = corpus.Options with { Silence = "pau" };
        Write((0, 0.2, "aa"), (0.2, 0.5, ""));

        Assert.Equal(["aa", "pau"], corpus.Read()[0].Phonemes);
    }

    [Theory]
    [InlineData(0.203, "aa b", 0.203)]      // shorter than a frame: it joins what stands before
    [InlineData(0.204, "aa sil b", 0.2)]
    public void Read_EmptyRest_IsSilenceFromAFrameOn(double end, string phonemes, double firstEnd)
    {
        Write((0, 0.2, "aa"), (0.2, end, ""), (end, 0.5, "b"));

        var read = corpus.Read()[0];

        Assert.Equal(phonemes, string.Join(' ', read.Phonemes));
        Assert.Equal(firstEnd, read.EndSeconds![0], 9);
        Assert.Equal(0.5, read.EndSeconds[^1]);
        Assert.Equal(phonemes == "aa b"
            ? ["Intervals without a label that are shorter than a frame, and joined a neighbour: 3."] : [],
            corpus.Log.Told);
    }

    [Fact]
    public void Read_EmptyRestAtTheStart_JoinsTheNext()
    {
        Write((0, 0.003, ""), (0.003, 0.2, "aa"), (0.2, 0.5, "b"));

        Assert.Equal(["aa", "b"], corpus.Read()[0].Phonemes);
        Assert.Equal([0.2, 0.5], corpus.Read()[0].EndSeconds!);
    }

    [Theory]
    [InlineData(0, 0.497, 3), InlineData(0, 0.504, 4), InlineData(0.002, 0.5, 2), InlineData(-0.002, 0.5, 2)]
    public void Read_UpToAFrameOffTheAudio_IsPutRightAndCounted(double start, double end, int milliseconds)
    {
        Write((start, 0.2, "aa"), (0.2, end, "b"));

        Assert.Equal([0.2, 0.5], corpus.Read()[0].EndSeconds!);
        Assert.Equal(["Alignments that begin or end off their audio, and were put right: 3, by up to "
            + $"{milliseconds} ms."], corpus.Log.Told);
    }

    [Fact]
    public void Read_OneMillisecondOff_IsPutRightWithoutAWord()
    {
        corpus.Options = corpus.Options with { EdgeFrames = 0 };
        Write((0.0005, 0.2, "aa"), (0.2005, 0.4995, "b"));

        Assert.Equal([0.2, 0.5], corpus.Read()[0].EndSeconds!);
        Assert.Empty(corpus.Log.Told);
    }

    [Fact]
    public void Read_MoreFramesAllowed_PutsMoreRight()
    {
        corpus.Options = corpus.Options with { EdgeFrames = 25 };
        Write((0, 0.2, "aa"), (0.2, 0.59, "b"));

        Assert.Equal([0.2, 0.5], corpus.Read()[0].EndSeconds!);
    }

    [Fact]
    public void Read_LastIntervalBehindTheAudio_NamesItsLine()
    {
        corpus.Options = corpus.Options with { EdgeFrames = 25 };
        corpus.Write("textgrid/a.TextGrid", SmallCorpus.TextGrid((0, 0.52, "aa"), (0.52, 0.59, "b")));

        Assert.Equal([$"{File}:20: 'b' must begin before the audio ends at 0.5 s, but begins at 0.52 s."],
            corpus.Faults());
    }

    [Fact]
    public void Read_AudioUnusable_ComplainsOfTheAudioOnly()
    {
        corpus.Delete("wav/a.wav");
        corpus.Write("textgrid/a.TextGrid", SmallCorpus.TextGrid((0, 0.2, "aa"), (0.2, 0.4, "b")));

        Assert.Equal(
            ["corpora/small/wav/a.wav: must exist, as metadata.csv:2 lists 'a', but does not."], corpus.Faults());
    }

    [Fact]
    public void Read_OtherTierChosen_GivesItsLabels()
    {
        corpus.Options = corpus.Options with { Tier = "words" };
        foreach (var id in new[] { "a", "b", "c" })
            corpus.Write($"textgrid/{id}.TextGrid", SmallCorpus.TextGrid((0, 0.5, " one ")).Replace("phones", "words"));

        Assert.Equal(["one"], corpus.Read()[0].Phonemes);
    }

    [Fact]
    public void Read_FirstIntervalBeforeTheAudio_NamesItsLine()
    {
        corpus.Write("textgrid/a.TextGrid", SmallCorpus.TextGrid((-0.003, -0.001, "aa"), (-0.001, 0.5, "b")));

        Assert.Equal([$"{File}:16: 'aa' must end after the audio begins at 0 s, but ends at -0.001 s."],
            corpus.Faults());
    }

    [Fact]
    public void Read_LastIntervalThatNothingIsLeftFor_NamesItsLine()
    {
        corpus.Options = corpus.Options with { EdgeFrames = 0 };
        corpus.Write("textgrid/a.TextGrid", SmallCorpus.TextGrid((0, 0.5005, "aa"), (0.4998, 0.501, "b")));

        Assert.Equal([$"{File}:20: 'b' must begin before the audio ends at 0.5 s, but begins at 0.5005 s."],
            corpus.Faults());
    }

    [Fact]
    public void Read_NothingButShortRests_IsOneSilence()
    {
        foreach (var id in new[] { "a", "b", "c" })
            corpus.Write($"wav/{id}.wav", SmallCorpus.Wav(samples: 3));
        Write((0, 0.001, ""), (0.001, 0.003, ""));

        Assert.Equal(["sil"], corpus.Read()[0].Phonemes);
        Assert.Equal([0.003], corpus.Read()[0].EndSeconds!);
    }

    private void Write(params (double Start, double End, string Label)[] intervals)
    {
        foreach (var id in new[] { "a", "b", "c" })
            corpus.Write($"textgrid/{id}.TextGrid", SmallCorpus.TextGrid(intervals));
    }
}
