using Melange.Host.Features;
using Melange.Host.Speaking;

namespace Melange.Host.Tests.Speaking;

public sealed class SpokenLineTests
{
    private static readonly CorpusInventory Inventory = new(["_", "ax", "b", "pau"], ["ann"], ["calm"]);

    [Fact]
    public void Read_Text_IsOneLine()
    {
        var line = Assert.Single(Read(" pau b ax "));

        Assert.Equal("pau b ax", line.Text);
        Assert.Equal([3, 2, 1], line.PhonemeIds);
    }

    [Fact]
    public void Read_FileOfLines_LeavesBlankOnesOut()
    {
        using var folder = new TestFolder();
        var file = folder.Write("lines.txt", "pau b\n\n  ax pau\n \n");

        var lines = Read(file);

        Assert.Equal(["pau b", "ax pau"], lines.Select(line => line.Text));
        Assert.Equal([1, 3], lines[1].PhonemeIds);
    }

    [Fact]
    public void Read_FileWithFaults_ListsAllWithTheirLines()
    {
        using var folder = new TestFolder();
        var file = folder.Write("lines.txt", "pau b\nFoo ax Bar\n\nBaz");

        Assert.Equal("lines.txt:2: 'Foo' is unknown.\nlines.txt:2: 'Bar' is unknown.\nlines.txt:4: 'Baz' is unknown.",
            folder.FaultsOf(() => Read(file)));
    }

    [Fact]
    public void Read_EmptyFile_IsRefused()
    {
        using var folder = new TestFolder();
        var file = folder.Write("lines.txt", "\n \n");

        Assert.Equal("lines.txt: it must have at least one line that is not blank, but has none.",
            folder.FaultsOf(() => Read(file)));
    }

    [Fact]
    public void Read_NameOfAFileThatIsNotThere_IsNotSpoken() => Assert.Equal("--text: there is no file lines.txt.",
        Assert.Throws<FaultException>(() => Read("lines.txt")).Message);

    [Fact]
    public void ReadPhonemes_FileOfLines_TakesThemByTheirNames()
    {
        using var folder = new TestFolder();
        var file = folder.Write("lines.txt", "PAU b ax\n\nb b pau\n");

        var lines = SpokenLine.ReadPhonemes(file, Inventory);

        Assert.Equal(["PAU b ax", "b b pau"], lines.Select(line => line.Text));
        Assert.Equal([3, 2, 1], lines[0].PhonemeIds);
    }

    [Fact]
    public void ReadPhonemes_ModelWithBlanksAndPrefix_HasThem()
    {
        var inventory = new CorpusInventory(["_", "B", "@B", "@AA1", "|"], ["ann"], ["calm"])
        {
            PhonemePrefix = "@",
            Blank = "|"
        };

        Assert.Equal([4, 2, 4, 3, 4], Assert.Single(SpokenLine.ReadPhonemes("B AA1", inventory)).PhonemeIds);
    }

    [Fact]
    public void ReadPhonemes_UnknownNames_AreAllNamedWithTheirLines()
    {
        using var folder = new TestFolder();
        var file = folder.Write("lines.txt", "pau bb\n\nb aks pau\n");

        Assert.Equal(
            "lines.txt:1: no phoneme is called 'bb'. Did you mean 'b'? Known: ax, b, pau.\n"
            + "lines.txt:3: no phoneme is called 'aks'. Did you mean 'ax'? Known: ax, b, pau.",
            folder.FaultsOf(() => SpokenLine.ReadPhonemes(file, Inventory)));
    }

    [Theory]
    [InlineData("zz y", "--phonemes: no phoneme is called 'zz'. Known: ax, b, pau.\n"
        + "--phonemes: no phoneme is called 'y'. Known: ax, b, pau.")]
    [InlineData(" ", "--phonemes: it must name at least one phoneme, but names none.")]
    [InlineData("lines.txt", "--phonemes: there is no file lines.txt.")]
    public void ReadPhonemes_WhatIsNone_IsRefused(string phonemes, string faults) => Assert.Equal(faults,
        Assert.Throws<FaultException>(() => SpokenLine.ReadPhonemes(phonemes, Inventory)).Message);

    private static IReadOnlyList<SpokenLine> Read(string text) =>
        SpokenLine.Read(text, SpelledPhonemes.Reader(Inventory));
}
