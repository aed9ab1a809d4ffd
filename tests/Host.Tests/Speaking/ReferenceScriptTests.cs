using Melange.Host.Speaking;

namespace Melange.Host.Tests.Speaking;

public sealed class ReferenceScriptTests
{
    [Fact]
    public void Of_Grid_WinsOverAll()
    {
        using var folder = new TestFolder();
        folder.Write("ref.txt", "beside");

        var script = ReferenceScript.Of(new($"{folder.Name}/ref.wav", Grid: "a.TextGrid", Text: "words"));

        Assert.Equal(new ReferenceScript("a.TextGrid"), script);
    }

    [Fact]
    public void Of_Text_WinsOverWhatStandsBeside()
    {
        using var folder = new TestFolder();
        folder.Write("ref.TextGrid", "");

        var script = ReferenceScript.Of(new($"{folder.Name}/ref.wav", Text: "some words"));

        Assert.Equal(new ReferenceScript(null, "some words", "--reference-text"), script);
    }

    [Fact]
    public void Of_FileOfText_IsRead()
    {
        using var folder = new TestFolder();
        var file = folder.Write("words.txt", "some words\n");

        Assert.Equal(new ReferenceScript(null, "some words", file), ReferenceScript.Of(new("ref.wav", Text: file)));
    }

    [Theory, InlineData("nowhere/words.txt"), InlineData("words.lab")]
    public void Of_FileOfTextThatIsMissing_IsNeverSpoken(string file) => Assert.Equal(
        $"--reference-text: there is no file {file}.",
        Assert.Throws<FaultException>(() => ReferenceScript.Of(new("ref.wav", Text: file))).Message);

    [Fact]
    public void Of_GridBeside_IsTaken()
    {
        using var folder = new TestFolder();
        var grid = folder.Write("ref.TextGrid", "");
        folder.Write("ref.txt", "words");

        Assert.Equal(new ReferenceScript(grid), ReferenceScript.Of(new($"{folder.Name}/ref.wav")));
    }

    [Theory, InlineData("ref.txt"), InlineData("ref.lab")]
    public void Of_TextBeside_IsTaken(string name)
    {
        using var folder = new TestFolder();
        var file = folder.Write(name, "words");

        Assert.Equal(new ReferenceScript(null, "words", file), ReferenceScript.Of(new($"{folder.Name}/ref.wav")));
    }

    [Theory]
    [InlineData("0 2000000 sil\n2000000 5000000 aa\n"), InlineData("0 50000 x^x-sil+hh=iy@x_x[2]\n")]
    [InlineData("0.0\t0.25\tsil\n"), InlineData("separator ;\n#\n0.22 100 pau\n")]
    public void Of_LabelsWithTimesBeside_AreAGridAndNoWords(string labels)
    {
        using var folder = new TestFolder();
        var file = folder.Write("ref.lab", labels);
        folder.Write("ref.txt", "words");

        Assert.Equal(new ReferenceScript(file), ReferenceScript.Of(new($"{folder.Name}/ref.wav")));
    }

    [Theory, InlineData("0 1 2 start"), InlineData("1984 was a year"), InlineData("2001 2010 are films")]
    [InlineData("2001 20100 are\nfilms")]
    public void Of_WordsThatBeginWithNumbersBeside_StayWords(string words)
    {
        using var folder = new TestFolder();
        var file = folder.Write("ref.lab", words);

        Assert.Equal(new ReferenceScript(null, words, file), ReferenceScript.Of(new($"{folder.Name}/ref.wav")));
    }

    [Fact]
    public void Of_TimesGivenAsWords_SaysHowToGiveThem()
    {
        using var folder = new TestFolder();
        var file = folder.Write("ref.lab", "0 2000000 sil\n");

        Assert.Equal($"{file}: must hold the words of the recording, but holds times: give it as --reference-grid.",
            Assert.Throws<FaultException>(() => ReferenceScript.Of(new("ref.wav", Text: file))).Message);
    }

    [Fact]
    public void Of_CorpusThatKnowsIt_IsAskedLast()
    {
        using var folder = new TestFolder();
        folder.Write("other.txt", "words");
        var (grid, text) = (new Layout(new() { Grid = "a.TextGrid" }),
            new Layout(new() { Text = "some words", TextFile = "metadata.csv", TextLine = 4 }));

        Assert.Equal(new ReferenceScript("a.TextGrid"), ReferenceScript.Of(new("ref.wav"), grid));
        Assert.Equal(new ReferenceScript(null, "some words", "metadata.csv", 4),
            ReferenceScript.Of(new("ref.wav"), text));
        Assert.Equal("words", ReferenceScript.Of(new($"{folder.Name}/other.wav"), grid).Text);
    }

    private sealed class Layout(ReferenceNotes notes) : IReferenceFinder
    {
        public ReferenceNotes? Find(string path) => notes;
    }

    [Fact]
    public void Of_Nothing_SaysWhatIsMissing() => Assert.Equal(
        "nowhere/ref.wav: nothing tells what is said in it; give --reference-grid or --reference-text, or put one of "
        + "these beside it: ref.TextGrid, ref.txt, ref.lab.",
        Assert.Throws<FaultException>(() => ReferenceScript.Of(new("nowhere/ref.wav"))).Message);
}
