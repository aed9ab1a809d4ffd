namespace Melange.Plugins.Tests.Corpora.Layouts;

public sealed class RecordingPlaceTests
{
    [Theory]
    [InlineData("LJ/wavs/a.wav", 0, "LJ/wavs")]
    [InlineData("LJ/wavs/a.wav", 1, "LJ")]
    [InlineData("wavs/a.wav", 1, ".")]
    [InlineData("a.wav", 0, ".")]
    [InlineData("a.wav", 2, "./../..")]
    [InlineData("../wavs/a.wav", 2, "../..")]
    [InlineData("/wavs/a.wav", 1, "/")]
    public void Folder_LevelsAbove_AreCalledAsThePathIs(string path, int levels, string folder) =>
        Assert.Equal(new(folder, folder), new RecordingPlace(path).Folder(levels));
}
