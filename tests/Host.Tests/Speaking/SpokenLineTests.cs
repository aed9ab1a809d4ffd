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

    private static IReadOnlyList<SpokenLine> Read(string text) =>
        SpokenLine.Read(text, SpelledPhonemes.Reader(Inventory));
}
