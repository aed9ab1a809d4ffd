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

    [Fact]
    public void Of_Nothing_SaysWhatIsMissing() => Assert.Equal(
        "nowhere/ref.wav: nothing tells what is said in it; give --reference-grid or --reference-text, or put one of "
        + "these beside it: ref.TextGrid, ref.txt, ref.lab.",
        Assert.Throws<FaultException>(() => ReferenceScript.Of(new("nowhere/ref.wav"))).Message);
}
