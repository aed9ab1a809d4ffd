using Melange.Host.Speaking;

namespace Melange.Host.Tests.Speaking;

public sealed class SpeechFilesTests
{
    [Fact]
    public void For_OneLineAndAFile_IsThatFile() => Assert.Equal(["a/b.WAV"], SpeechFiles.For("a/b.WAV", 1));

    [Fact]
    public void For_Folder_NumbersTheLines() =>
        Assert.Equal(["out/0001.wav", "out/0002.wav"], SpeechFiles.For("out", 2));

    [Theory]
    [InlineData("o.mp3"), InlineData("take.1/o.flac"), InlineData("o.wav.OGG")]
    public void Check_FileOfAnotherKind_IsRefused(string output) => Assert.Equal(
        $"--out: it must be a .wav file or a folder, but was '{output}': write '{Path.ChangeExtension(output, "wav")}' "
        + $"and convert it, or '{output}/' for a folder.",
        Assert.Throws<FaultException>(() => SpeechFiles.Check(output)).Message);

    [Theory]
    [InlineData("o.wav"), InlineData("o.WAV"), InlineData("out"), InlineData("o.mp3/"), InlineData("speech-1.5")]
    [InlineData("../up")]
    public void Check_WavFileOrFolder_IsTaken(string output) => SpeechFiles.Check(output);

    [Fact]
    public void Check_FolderThatIsThere_IsTakenWithAnyEnding()
    {
        using var folder = new TestFolder();
        Directory.CreateDirectory($"{folder.Name}/takes.old");

        SpeechFiles.Check($"{folder.Name}/takes.old");
    }

    [Fact]
    public void For_SeveralLinesIntoAFile_IsRefused() => Assert.Equal(
        "--out: it must be a folder for the 3 lines of the text, but was 'out.wav'.",
        Assert.Throws<FaultException>(() => SpeechFiles.For("out.wav", 3)).Message);
}
