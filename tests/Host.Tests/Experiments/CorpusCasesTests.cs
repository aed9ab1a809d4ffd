using System.Text;
using Melange.Host.Experiments;

namespace Melange.Host.Tests.Experiments;

/// <summary>Corpora as tools write them and people make them, each read as <c>ab</c> and <c>check</c> read it.</summary>
public sealed class CorpusCasesTests : IDisposable
{
    private const string Utterance = "slt_neutral_01";
    private readonly TinyRun tiny = new();

    private string Corpus => $"{tiny.Folder}/corpus";

    public void Dispose() => tiny.Dispose();

    [Fact]
    public void Read_SilenceLeftEmptyAsByMfa_IsSilenceUnderTheConfigsName()
    {
        EachGrid(text => text.Replace("\"pau\"", "\"\"", StringComparison.Ordinal));

        Assert.DoesNotContain("pau", Read().Inventory.Phonemes);
        Assert.Contains("sil", Read().Inventory.Phonemes);
        Assert.Contains("quiet", Read("corpus.silence=quiet").Inventory.Phonemes);
    }

    [Fact]
    public void Read_GridThatEndsThreeMillisecondsEarly_IsPutRight()
    {
        EachGrid(text => text.Replace("xmax = 1.67", "xmax = 1.667", StringComparison.Ordinal));

        Assert.Contains("pau", Read().Inventory.Phonemes);
    }

    [Fact]
    public void Read_GridThatEndsEarlierThanAFrame_IsNamedWithTierAndTime()
    {
        File.WriteAllText(Grid, File.ReadAllText(Grid).Replace("xmax = 1.67", "xmax = 1.64", StringComparison.Ordinal));

        Assert.Equal("'pau' must end with the audio at 1.67 s, but ends at 1.64 s.", Assert.Single(Faults()).Split(": ", 2)[1]);
    }

    [Fact]
    public void Read_GridsInUtf16_AreReadByTheirMark()
    {
        foreach (var grid in Directory.GetFiles($"{Corpus}/textgrid"))
            File.WriteAllText(grid, File.ReadAllText(grid), Encoding.BigEndianUnicode);

        Assert.Contains("pau", Read().Inventory.Phonemes);
    }

    [Fact]
    public void Read_FolderOfAnotherName_IsOneFaultThatNamesIt()
    {
        Directory.Move($"{Corpus}/wav", $"{Corpus}/wavs");

        Assert.Equal($"{Corpus}/wav: must be a folder, but '{Corpus}/wav' does not exist. Did you mean 'wavs'?",
            Assert.Single(Faults()).Replace(Path.GetFullPath(Corpus), Corpus, StringComparison.Ordinal));
    }

    [Fact]
    public void Read_IdsInTheHeldOutList_AreNamedAsIds()
    {
        File.WriteAllText($"{Corpus}/held-out.txt", "slt_neutral_09\n");

        Assert.Equal($"{Corpus}/held-out.txt:1: must list texts, but lists an id: 'slt_neutral_09' says "
            + "'The cat was running up the road.'.", Assert.Single(Faults()));
    }

    [Fact]
    public void Read_TextsWithWhiteSpaceAtTheirEnd_AreTheTexts()
    {
        foreach (var file in new[] { "metadata.csv", "held-out.txt" })
            File.WriteAllText($"{Corpus}/{file}", File.ReadAllText($"{Corpus}/{file}")
                .Replace("up the road.", "up the road. ", StringComparison.Ordinal));

        Assert.Contains("pau", Read().Inventory.Phonemes);
    }

    [Fact]
    public void Read_RecordingsShorterThanTheirPhonemes_AreAllNamedByTheirLine()
    {
        foreach (var id in new[] { Utterance, "slt_neutral_03" })
            Shorten($"{Corpus}/wav/{id}.wav");

        var faults = Faults("corpus.use=text-folder", "corpus.phonemizer.use=cmudict");

        Assert.Equal([2, 4], faults.Select(fault => int.Parse(fault.Split(':')[1], null)));
        Assert.All(faults, fault => Assert.StartsWith(
            "phonemes must be at least 1 and at most the 1 frames of the audio, one each", fault.Split(": ", 2)[1]));
    }

    [Fact]
    public void Read_TwoTexts_IsRefusedWithWhatToDo()
    {
        const string HeldOut = "slt_neutral_09";
        var lines = File.ReadAllLines($"{Corpus}/metadata.csv");
        File.WriteAllText($"{Corpus}/metadata.csv", string.Join('\n', lines[0], lines[1], lines[9]) + "\n");
        File.WriteAllText($"{Corpus}/held-out.txt", "The cat was running up the road.\n");
        foreach (var grid in Directory.GetFiles($"{Corpus}/textgrid").Where(grid => grid != Grid))
            File.Delete(grid);
        File.Copy(Grid, $"{Corpus}/textgrid/{HeldOut}.TextGrid");
        File.Copy($"{Corpus}/wav/{Utterance}.wav", $"{Corpus}/wav/{HeldOut}.wav", overwrite: true);

        Assert.StartsWith($"{Corpus}/metadata.csv:2: 1 of 1 training utterances have no reference: no training utterance "
            + $"of their speaker and emotion says something else; '{Utterance}' is the first.", Assert.Single(Faults()));
        Assert.Empty(Faults("training.ownReference=true"));
    }

    [Fact]
    public void Read_AnotherRate_IsResampled() =>
        Assert.Contains("pau", Read("features.sampleRateHz=22050").Inventory.Phonemes);

    private string Grid => $"{Corpus}/textgrid/{Utterance}.TextGrid";

    private void EachGrid(Func<string, string> changed)
    {
        foreach (var grid in Directory.GetFiles($"{Corpus}/textgrid"))
            File.WriteAllText(grid, changed(File.ReadAllText(grid)));
    }

    // What a WAV says of its size is taken for what is there at most.
    private static void Shorten(string wav) => File.WriteAllBytes(wav, File.ReadAllBytes(wav)[..1000]);

    private ExperimentPlan Read(params string[] settings) =>
        ExperimentPlan.Read(tiny.Experiment, settings, TinyRun.Catalog, $"{tiny.Folder}/run");

    private IEnumerable<string> Faults(params string[] settings)
    {
        try
        {
            Read(settings);
            return [];
        }
        catch (FaultException thrown)
        {
            return [.. thrown.Faults.Select(fault => $"{fault}")];
        }
    }
}
