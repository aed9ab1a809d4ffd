namespace Melange.Plugins.Tests.Corpora;

public sealed class FolderLayoutTests
{
    [Fact]
    public void Find_RecordingOfAFolderOfACorpus_GivesItsGrid()
    {
        using var corpus = new SmallCorpus();
        var folder = Path.Combine(corpus.BaseFolder, "corpora/small");

        var notes = FolderLayout.NotesOf(new($"{folder}/wav/b.wav"));

        Assert.Equal(new() { Grid = $"{folder}/textgrid/b.TextGrid" }, notes);
    }

    [Fact]
    public void Find_CorpusWithoutGrids_GivesItsRow()
    {
        using var corpus = new SmallCorpus();
        corpus.Delete("textgrid/b.TextGrid");
        var folder = Path.Combine(corpus.BaseFolder, "corpora/small");

        var notes = FolderLayout.NotesOf(new($"{folder}/wav/b.wav"));

        Assert.Equal(new() { Text = "Three, four.", TextFile = $"{folder}/metadata.csv", TextLine = 3 }, notes);
    }

    [Fact]
    public void Find_ListOfAnotherKind_TellsNothing()
    {
        using var corpus = new SmallCorpus();
        corpus.Delete("textgrid/b.TextGrid");
        corpus.Write("metadata.csv", "b|Three, four.|Three, four.\n");

        Assert.Null(FolderLayout.NotesOf(new(Path.Combine(corpus.BaseFolder, "corpora/small/wav/b.wav"))));
        Assert.Null(FolderLayout.NotesOf(new("nowhere/b.wav")));
    }
}
