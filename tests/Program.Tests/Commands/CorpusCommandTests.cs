using System.Text.Json.Nodes;

namespace Melange.Host.Tests.Commands;

public sealed class CorpusCommandTests : IDisposable
{
    private readonly TestFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Corpus_FolderWithTimes_WritesTheSectionAlone()
    {
        var path = Path.Combine(TestFolder.Repository, "data/mini");

        var (exitCode, output, errors) = MelangeProgram.Here("corpus", path);

        Assert.Equal(0, exitCode);
        Assert.Equal($"{{\"corpus\":{{\"use\":\"folder\",\"path\":\"{path}\",\"heldOut\":\"held-out.txt\"}}}}",
            JsonNode.Parse(output)!.ToJsonString());
        Assert.Matches(@"recordings +│ 150 ", errors);
        Assert.Matches(@"rates +│ 16000 Hz \(150\) ", errors);
        Assert.Matches(@"speakers +│ 3: awb \(50\), kal16 \(50\), slt \(50\) ", errors);
        Assert.Matches(@"phonemes +│ 41: pau \(300\), ", errors);
        Assert.Matches(@"silent +│ none ", errors);
    }

    [Fact]
    public void Corpus_NoPhonemes_TakesAPhonemizerAndSaysWhichThereAre()
    {
        folder.Write("mine/anna/a.txt", "One two.");
        File.Copy(
            Path.Combine(TestFolder.Repository, "data/mini/wav/slt_sad_01.wav"), $"{folder.Name}/mine/anna/a.wav");
        File.Copy($"{folder.Name}/mine/anna/a.wav", $"{folder.Name}/mine/anna/b.wav");

        var (exitCode, output, errors) = MelangeProgram.Here("corpus", $"{folder.Name}/mine");

        Assert.Equal(0, exitCode);
        Assert.Equal("cmudict", (string?)JsonNode.Parse(output)!["corpus"]!["phonemizer"]!["use"]);
        Assert.Contains($"{folder.Name}/mine: left out, recordings without a text: 1 (b).\n"
            + "No file has phonemes: give --alignments, or take a phonemizer of cmudict, espeak-ng, flite.\n", errors);
    }

    [Fact]
    public void Corpus_RecordingsWithoutTexts_WritesNoSection()
    {
        Directory.CreateDirectory($"{folder.Name}/mute");
        File.Copy(Path.Combine(TestFolder.Repository, "data/mini/wav/slt_sad_01.wav"), $"{folder.Name}/mute/a.wav");

        var (exitCode, output, errors) = MelangeProgram.Here("corpus", $"{folder.Name}/mute");

        Assert.Equal((2, ""), (exitCode, output));
        Assert.Equal($"{folder.Name}/mute: must hold recordings with a text beside each (x.wav, x.txt), but none of "
            + $"its 1 recordings has one.\n{folder.Name}/mute: left out, recordings without a text: 1 (a).\n"
            + "2 faults; nothing was written.\n", errors);
    }

    [Fact]
    public void Corpus_NoFolder_SaysSo()
    {
        var (exitCode, _, errors) = MelangeProgram.Here(
            "corpus", $"{folder.Name}/no", "--alignments", $"{folder.Name}/nor");

        Assert.Equal((2, $"{folder.Name}/no: it must be a folder, but does not exist.\n"
            + $"{folder.Name}/nor: it must be a folder, but does not exist.\n2 faults; nothing was written.\n"),
            (exitCode, errors));
    }

    [Fact]
    public void Corpus_FolderWithoutRecordings_SaysWhatItMustBe()
    {
        var (exitCode, _, errors) = MelangeProgram.Here("corpus", Path.Combine(TestFolder.Repository, "docs"));

        Assert.Equal(2, exitCode);
        Assert.Contains("docs: no plugin knows this folder: it must hold recordings, or be the folder that a published "
            + "corpus unpacks to.\n", errors);
    }
}
