using Melange.Host.Speaking;

namespace Melange.Host.Tests.Speaking;

public sealed class SpeechFilesTests
{
    [Fact]
    public void For_OneLineAndAFile_IsThatFile() => Assert.Equal(["a/b.WAV"], SpeechFiles.For("a/b.WAV", 1));

    [Fact]
    public void For_Folder_NumbersTheLines() =>
        Assert.Equal(["out/0001.wav", "out/0002.wav"], SpeechFiles.For("out", 2));

    [Fact]
    public void For_SeveralLinesIntoAFile_IsRefused() => Assert.Equal(
        "--out: it must be a folder for the 3 lines of the text, but was 'out.wav'.",
        Assert.Throws<FaultException>(() => SpeechFiles.For("out.wav", 3)).Message);
}
