using Melange.Host.Tests.Importing;
using Melange.Host.Tests.Probing;

namespace Melange.Host.Tests.Checkpoints;

/// <summary>The whole way from a trained run, or from official weights, to speech without either.</summary>
public sealed class ExportCommandTests
{
    private static readonly string Reference = Path.Combine(TestFolder.ShippedCorpus, "wav/slt_neutral_01.wav");

    [Fact]
    public void Export_TrainedRun_SpeaksWithoutRunAndCorpus()
    {
        using var run = new TrainedRun();
        var root = Path.GetDirectoryName(run.Folder)!;

        var (exitCode, output, errors) = TrainedRun.Melange(
            "export", $"{run.Folder}/f2f", "--checkpoint", "2", "--out", $"{root}/exported");
        Directory.Delete(run.Folder, recursive: true);
        Directory.Delete($"{root}/corpus", recursive: true);
        var speech = Speak($"{root}/exported", $"{root}/one.wav");

        Assert.Equal("", errors);
        Assert.Equal(0, exitCode);
        Assert.Equal($"Written to {root}/exported: {run.Folder}/f2f/seed-1/checkpoint/step-00000002.\n", output);
        Assert.Equal(("", 0), speech);
        Assert.True(new FileInfo($"{root}/one.wav").Length > 1000, "There is no audio.");
    }

    [Theory, InlineData("bfloat16"), InlineData("float16")]
    public void Export_HalfTheNumbers_TakesHalfTheRoomAndSpeaks(string numbers)
    {
        using var run = new TrainedRun();
        var root = Path.GetDirectoryName(run.Folder)!;

        var whole = TrainedRun.Melange("export", $"{run.Folder}/f2f", "--out", $"{root}/whole");
        var half = TrainedRun.Melange("export", $"{run.Folder}/f2f", "--out", $"{root}/half", "--weights", numbers);
        var speech = Speak($"{root}/half", $"{root}/one.wav");

        Assert.Equal((0, 0, 0), (whole.ExitCode, half.ExitCode, speech.ExitCode));
        Assert.InRange(Size("half") / (double)Size("whole"), 0.4, 0.75); // names take room, too
        Assert.True(new FileInfo($"{root}/one.wav").Length > 1000, "There is no audio.");

        long Size(string model) => new FileInfo($"{root}/{model}/weights.safetensors").Length;
    }

    [Fact]
    public void Export_RunThatIsNotThere_SaysSoAndWritesNothing()
    {
        using var folder = new TestFolder();

        var (exitCode, _, errors) = TrainedRun.Melange("export", $"{folder.Name}/run", "--out", $"{folder.Name}/out");

        Assert.Equal(2, exitCode);
        Assert.Equal($"{folder.Name}/run: there is no such folder.\n1 fault; nothing was written.\n", errors);
        Assert.False(Directory.Exists($"{folder.Name}/out"));
    }

    [Fact]
    public void Import_OfficialWeights_SpeakWithTheirOwnSymbolsAndBlanks()
    {
        using var scope = NewDisposeScope();
        using var folder = new TestFolder();
        var weights = GradTtsFile.Weights();
        weights["encoder.emb.weight"] = weights["encoder.emb.weight"].repeat(4, 1)[..149];
        var (file, _) = GradTtsFile.Write(folder, weights);

        var (exitCode, output, errors) = TrainedRun.Melange(
            "import", "grad-tts", file, "--out", $"{folder.Name}/model");
        var speech = Speak($"{folder.Name}/model", $"{folder.Name}/one.wav");

        Assert.Equal("", errors);
        Assert.Equal(0, exitCode);
        Assert.Equal($"Written to {folder.Name}/model: tensors 253, phoneme ids 149, speakers 1.\n", output);
        Assert.Equal(0, speech.ExitCode);
        Assert.EndsWith("Recordings that were resampled from 16000 to 22050 Hz: 1.\n", speech.Errors);
        Assert.True(new FileInfo($"{folder.Name}/one.wav").Length > 1000, "There is no audio.");
    }

    [ProgramFact("espeak-ng")]
    public void Import_OfficialMatchaWeights_SpeakWhatEspeakNgReads()
    {
        using var scope = NewDisposeScope();
        using var folder = new TestFolder();
        var file = MatchaFile.Write(folder, MatchaFile.OfSpeakers().Weights());

        var (exitCode, output, errors) = TrainedRun.Melange(["import", "matcha", file, "--out", $"{folder.Name}/model",
            .. MatchaFile.Heads.SelectMany(setting => new[] { "--set", setting })]);
        var speech = TrainedRun.Melange("synthesize", "--model", $"{folder.Name}/model", "--text", "“A toy,” he said!",
            "--reference", Reference, "--reference-text", "The young boy found a toy.", "--speaker", "2",
            "--out", $"{folder.Name}/one.wav", "--set", "synthesis.vocoder.iterations=1");

        Assert.Equal(("", 0), (errors, exitCode));
        Assert.Equal($"Written to {folder.Name}/model: tensors 242, phoneme ids 178, speakers 3.\n", output);
        Assert.True(speech.ExitCode == 0, speech.Errors);
        Assert.Contains("speaker 2, ", speech.Output, StringComparison.Ordinal);
        Assert.Contains(" of 39 phonemes of the text ", speech.Output, StringComparison.Ordinal); // 19, blanks around
        Assert.True(new FileInfo($"{folder.Name}/one.wav").Length > 1000, "There is no audio.");
    }

    private static (string Errors, int ExitCode) Speak(string model, string output)
    {
        var (exitCode, _, errors) = TrainedRun.Melange("synthesize", "--model", model, "--text", "A toy.",
            "--reference", Reference, "--reference-text", "The young boy found a toy.", "--out", output,
            "--set", "synthesis.sampler.steps=2",
            "--set", "synthesis.vocoder.iterations=1", "--set", "synthesis.phonemizer.use=cmudict");
        return (errors, exitCode);
    }
}
