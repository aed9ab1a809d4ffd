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
    [InlineData(0.2, 0.498, "'b' must end with the audio at 0.5 s, but ends at 0.498 s.")]
    [InlineData(0.2, 0.502, "'b' must end with the audio at 0.5 s, but ends at 0.502 s.")]
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
    public void Read_EmptyLabel_NamesItsLine(string label)
    {
        corpus.Write("textgrid/a.TextGrid", SmallCorpus.TextGrid((0, 0.2, label), (0.2, 0.5, "b")));

        Assert.Equal([$"{File}:16: the interval from 0 s to 0.2 s must have a label, but has none."], corpus.Faults());
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
}
