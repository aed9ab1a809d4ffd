using System.Text;

namespace Melange.Plugins.Tests.Corpora;

public sealed class CorpusTimesTests : IDisposable
{
    private const string Labels = "0 3000000 x\n3000000 5000000 y\n";
    private readonly SmallCorpus corpus = new();

    public void Dispose() => corpus.Dispose();

    [Theory, InlineData("lab/b.lab"), InlineData("wav/b.lab")]
    public void Read_LabelsInThePlaceOfATextGrid_AreItsTimes(string name)
    {
        corpus.Delete("textgrid/b.TextGrid");
        corpus.Write(name, Labels.Replace('x', 'b').Replace("y", "aa", StringComparison.Ordinal));

        Assert.Equal(["b", "aa"], corpus.Read()[1].Phonemes);
        Assert.Equal([0.3, 0.5], corpus.Read()[1].EndSeconds!);
    }

    [Fact]
    public void Read_WordsBesideTheAudio_AreNeverTimes()
    {
        corpus.Delete("textgrid/b.TextGrid");
        corpus.Write("wav/b.lab", "three four\n");

        Assert.Equal(
            ["corpora/small/textgrid/b.TextGrid: must exist, as metadata.csv:3 lists 'b', but does not."],
            corpus.Faults());
    }

    [Fact]
    public void Read_TextGridAndLabels_TakesTheTextGrid()
    {
        corpus.Write("wav/b.lab", Labels);

        Assert.Equal(["aa", "b"], corpus.Read()[1].Phonemes);
    }

    [Theory, InlineData("utf-16"), InlineData("utf-16BE")]
    public void Read_TextGridAsPraatSavesItByDefault_IsRead(string name)
    {
        var encoding = Encoding.GetEncoding(name);
        corpus.Write("textgrid/b.TextGrid", [.. encoding.GetPreamble(),
            .. encoding.GetBytes(SmallCorpus.TextGrid((0, 0.2, "aa"), (0.2, 0.5, "ʃ")))]);
        corpus.Options = corpus.Options with { HeldOut = "" };

        Assert.Equal(["aa", "ʃ"], corpus.Read()[1].Phonemes);
    }

    [Theory]
    [InlineData("ooBinaryFile\u0008TextGrid\0\0",
        "must be a text file, but is one of Praat's binary files. In Praat: Save as text file...")]
    [InlineData("\"Praat chronological TextGrid text file\"\n0 0.5 ! Time domain.\n",
        "must be a TextGrid tier by tier, but is a chronological one. In Praat: Save as text file...", 1)]
    public void Read_OtherFilesOfPraat_AreNamedAsThat(string content, string fault, int line = 0)
    {
        corpus.Write("textgrid/b.TextGrid", content);

        Assert.Equal([$"corpora/small/textgrid/b.TextGrid{(line > 0 ? $":{line}" : "")}: {fault}"], corpus.Faults());
    }

    [Fact]
    public void Read_OneCtm_HasTheTimesOfAll()
    {
        corpus.Write("alignment.ctm", "c 1 0 0.4 b\nc 1 0.4 0.1 aa\na 1 0 0.5 aa\nb 1 0 0.25 b\nb 1 0.25 0.25 aa\n");

        var utterances = corpus.Read();

        Assert.Equal(["aa", "b aa", "b aa"], utterances.Select(item => string.Join(' ', item.Phonemes)));
        Assert.Equal([0.4, 0.5], utterances[2].EndSeconds!);
    }

    [Fact]
    public void Read_CtmWithoutAnUtterance_NamesTheNearest()
    {
        corpus.Write("alignment.ctm", "a 1 0 0.5 aa\nbb 1 0 0.5 b\nc 1 0 0.5 b\n");

        Assert.Equal(["corpora/small/alignment.ctm: must hold the times of 'b', but does not. Did you mean 'bb'?"],
            corpus.Faults());
    }

    [Fact]
    public void Read_PhonemeOfACtmInHeldOutTextsOnly_NamesItsLine()
    {
        corpus.Write("alignment.ctm", "a 1 0 0.5 aa\nb 1 0 0.5 zh\nc 1 0 0.5 b\n");

        Assert.Equal(
            [
                "corpora/small/alignment.ctm:2: phoneme 'zh' must occur in a training text, but only held-out texts "
                    + "have it."
            ],
            corpus.Faults());
    }
}
