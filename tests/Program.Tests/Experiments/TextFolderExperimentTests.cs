using Melange.Host.Runs;
using Melange.Host.TensorFiles;
using Melange.Host.Tests.Probing;

namespace Melange.Host.Tests.Experiments;

/// <summary>The whole way from texts without times to report and probe, on a run of seconds.</summary>
public sealed class TextFolderExperimentTests
{
    [Fact]
    public void AbAndProbe_CorpusWithoutTextGrids_AlignWhatTheyShow()
    {
        using var tiny = new TinyRun();
        Directory.Delete($"{tiny.Folder}/corpus/textgrid", recursive: true);

        var trained = TrainedRun.Melange("ab", tiny.Experiment, "--out", $"{tiny.Folder}/run", "--set",
            "training.steps=3", "--set", "corpus.use=text-folder", "--set", "corpus.phonemizer.use=cmudict");
        var probed = TrainedRun.Melange("probe", $"{tiny.Folder}/run/f2b", "--text", "slt_neutral_09",
            "--reference", "slt_neutral_01", "--times", "0.5", "--out", $"{tiny.Folder}/probe");

        Assert.True(trained.ExitCode == 0, trained.Errors);
        Assert.True(probed.ExitCode == 0, probed.Errors);
        var result = new TrialFolder($"{tiny.Folder}/run/f2f/seed-1").ReadResult()!;
        Assert.Equal(["slt_neutral_09", "slt_neutral_10"], result.Pairs.Select(pair => pair.TargetId));
        Assert.All(result.Pairs, pair => Assert.Equal(
            1, pair.Values["phoneme-hit-rate"]!.Value, 1e-5)); // the hard rule
        AssertEveryFrameHasItsPhoneme(
            Directory.GetFiles($"{tiny.Folder}/run/f2f", "details.safetensors", SearchOption.AllDirectories).Single());
        using var scope = NewDisposeScope();
        var phonemes = Safetensors.Read($"{tiny.Folder}/probe/probe.safetensors")["t0.50/down.0/reference-phonemes"];
        Assert.True(phonemes.gt(0).all().item<bool>());
    }

    private static void AssertEveryFrameHasItsPhoneme(string details)
    {
        using var scope = NewDisposeScope();
        var tensors = Safetensors.Read(details);
        foreach (var role in new[] { "reference", "target", "synthesised" })
        {
            Assert.Equal(tensors[$"{role}.mel"].shape[1], tensors[$"{role}.phonemes"].shape[0]);
            Assert.True(tensors[$"{role}.phonemes"].gt(0).all().item<bool>());
        }
    }
}
