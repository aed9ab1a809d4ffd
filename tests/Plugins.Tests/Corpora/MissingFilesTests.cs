namespace Melange.Plugins.Tests.Corpora;

/// <summary>Whole kinds of mistakes, each told in few lines.</summary>
public sealed class MissingFilesTests : IDisposable
{
    private const int Rows = 30;
    private readonly SmallCorpus corpus = new();

    public void Dispose() => corpus.Dispose();

    [Fact]
    public void Read_FolderOfOtherName_IsOneFault()
    {
        foreach (var id in new[] { "a", "b", "c" })
        {
            corpus.Write($"wavs/{id}.wav", []);
            corpus.Delete($"wav/{id}.wav");
        }
        Directory.Delete($"{corpus.BaseFolder}/corpora/small/wav");

        Assert.Equal(["corpora/small/wav: must be a folder, but 'BASE/corpora/small/wav' does not exist. "
            + "Did you mean 'wavs'?"], corpus.Faults());
    }

    [Fact]
    public void Read_ManyFilesMissing_TellsTwentyAndCountsTheRest()
    {
        WriteMany(row => $"Text {row}.");
        corpus.Write("held-out.txt", "Text 1.");

        var faults = corpus.Faults();

        Assert.Equal(42, faults.Length); // 20 of each kind, and a line for the rest
        Assert.Equal("corpora/small/wav/r20.wav: must exist, as metadata.csv:21 lists 'r20', but does not.",
            faults[19]);
        Assert.Equal("corpora/small/wav: must have 10 more files that metadata.csv lists, but has not.", faults[20]);
    }

    [Fact]
    public void Read_ManyHeldOutTextsThatNobodySays_TellsTwentyAndCountsTheRest()
    {
        WriteMany(row => $"Text {row}.");
        corpus.Write("held-out.txt", string.Join('\n', Enumerable.Range(1, Rows).Select(row => $"Text {row}")));

        var faults = corpus.Faults().Where(fault => fault.Contains("held-out", StringComparison.Ordinal)).ToList();

        Assert.Equal(21, faults.Count);
        Assert.Equal("corpora/small/held-out.txt:3: no utterance says 'Text 3'. Did you mean 'Text 3.'?", faults[2]);
        Assert.Equal("corpora/small/held-out.txt: no utterance says 10 more of its texts.", faults[20]);
    }

    [Theory]
    [InlineData("b\n", 1, "an id")]
    [InlineData("One two.\nb\na\n", 2, "ids")]
    public void Read_HeldOutIds_IsOneFault(string heldOut, int line, string lists)
    {
        corpus.Write("held-out.txt", heldOut);

        Assert.Equal([$"corpora/small/held-out.txt:{line}: must list texts, but lists {lists}: "
            + "'b' says 'Three, four.'."], corpus.Faults());
    }

    [Fact]
    public void Read_WhiteSpaceBehindAText_KeepsItOutAllTheSame()
    {
        corpus.Write("metadata.csv", "id,text,speaker,emotion\na,One two.,anna,sad\nb,One two. ,anna,sad\n"
            + "c,\"Three, four.\" ,anna,sad\n");
        corpus.Write("held-out.txt", "Three, four. \t\n");

        Assert.Equal([false, false, true], corpus.Read().Select(item => item.IsHeldOut));
    }

    private void WriteMany(Func<int, string> text) => corpus.Write("metadata.csv", "id,text,speaker,emotion\n"
        + string.Concat(Enumerable.Range(1, Rows).Select(row => $"r{row},{text(row)},anna,sad\n")));
}
