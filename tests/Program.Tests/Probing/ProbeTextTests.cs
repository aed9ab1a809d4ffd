namespace Melange.Host.Tests.Probing;

/// <summary>Texts that no utterance has, from the command to the files.</summary>
[Collection(OfOneTrainedRun.Name)]
public sealed class ProbeTextTests(TrainedRun run)
{
    [Fact]
    public void Probe_AnyTextWithCmuDict_IsSpoken()
    {
        var (exitCode, output, errors) = Probe("Four dogs.", "--set", "synthesis.phonemizer.use=cmudict");

        Assert.Equal("", errors);
        Assert.Equal(0, exitCode);
        Assert.Contains($"Written to {run.Folder}/out: ", output);
        Assert.True(File.Exists($"{run.Folder}/out/phoneme-d.png"), "The text's phoneme D is not drawn.");
    }

    [Fact]
    public void Probe_NotationThatTheModelHasNot_IsAFaultWithAHint()
    {
        var (exitCode, _, errors) = Probe("Four dogs.", "--set", "synthesis.phonemizer.use=cmudict",
            "--set", "synthesis.phonemizer.notation=arpabet-stress");

        Assert.Equal(2, exitCode);
        Assert.StartsWith("--text: the phonemizer gives phonemes that the model was not trained with: "
            + "'F' (did you mean 'f'?), 'AO1'", errors);
        Assert.Contains("How phonemes and pauses are written is said by synthesis.phonemizer.notation", errors);
    }

    private (int ExitCode, string Output, string Errors) Probe(string text, params string[] options) =>
        TrainedRun.Melange(["probe", $"{run.Folder}/f2f", "--text", text, "--reference", "slt_neutral_01",
            "--sites", "mid", "--times", "0.5", "--out", $"{run.Folder}/out", .. options]);
}
