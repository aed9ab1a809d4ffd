using Melange.Host.Runs;
using Melange.Host.TensorFiles;
using Melange.Host.Tests.Experiments;
using Melange.Host.Tests.Importing;

namespace Melange.Host.Tests.Speaking;

/// <summary>The whole way of a vocoder that was trained elsewhere: imported, spoken with, and named wherever speech is.
/// </summary>
public sealed class TrainedVocoderTests
{
    [Fact]
    public void ImportAbSynthesizeAndExport_HifiGan_SayWhichFilesSpoke()
    {
        using var scope = NewDisposeScope();
        using var tiny = new TinyRun();
        var official = HifiGanFile.Of("hifigan_resblock2");
        tiny.Write("official.json", official.Config.ToJsonString());
        Safetensors.Write($"{tiny.Folder}/official.safetensors", official.Weights());

        var imported = MelangeProgram.Here("import", "hifi-gan", $"{tiny.Folder}/official.safetensors",
            "--config", $"{tiny.Folder}/official.json", "--out", $"{tiny.Folder}/generator");
        var trained = Ab();
        var spoken = MelangeProgram.Here("synthesize", "--model", $"{tiny.Folder}/run/f2f", "--phonemes",
            "pau dh ax k ae t pau", "--reference", $"{tiny.Folder}/corpus/wav/slt_neutral_01.wav",
            "--out", $"{tiny.Folder}/spoken.wav");
        var exported = MelangeProgram.Here(
            "export", $"{tiny.Folder}/run/f2f", "--out", $"{tiny.Folder}/exported");

        Assert.All(new[] { imported, trained, spoken, exported }, one => Assert.True(one.ExitCode == 0, one.Errors));
        var origin = new TrialFolder($"{tiny.Folder}/run/f2f/seed-1").ReadResult()!.Vocoder;
        Assert.Matches("^generator, SHA-256 [0-9a-f]{64} \\(weights\\), [0-9a-f]{64} \\(config\\)$", origin);
        Assert.Contains($"<dt>Vocoder</dt><dd>{origin}</dd>", File.ReadAllText($"{tiny.Folder}/run/report.html"));
        Assert.Contains($"vocoder hifi-gan ({origin})", spoken.Output);
        var manifest = File.ReadAllText($"{tiny.Folder}/exported/model.json");
        Assert.Contains($"\"vocoder\": \"{origin}\"", manifest);
        Assert.Contains("\"sampleRateHz\": 22050", manifest);
        Assert.Contains("\"melFloor\": 1E-05", manifest); // which no file says

        // Trained further, as it were: what it spoke is of a vocoder that is gone.
        Safetensors.Write($"{tiny.Folder}/generator/weights.safetensors", Safetensors
            .Read($"{tiny.Folder}/generator/weights.safetensors")
            .ToDictionary(entry => entry.Key, entry => entry.Value * 1.01f));
        var (again, still) = (Ab(), Ab());

        Assert.Equal((0, 0), (again.ExitCode, still.ExitCode));
        Assert.Contains(
            $"f2f, seed 1: its weights stand, it is evaluated again: ~ vocoder {origin} -> generator, SHA-256 ",
            again.Output);
        Assert.NotEqual(origin, new TrialFolder($"{tiny.Folder}/run/f2f/seed-1").ReadResult()!.Vocoder);
        Assert.DoesNotContain("evaluated again", still.Output);

        (int ExitCode, string Output, string Errors) Ab() => AbProgram.Run(tiny, ["--set", "training.steps=3", "--set",
            "features.sampleRateHz=22050", "--set", $"features.hopSamples={official.Hop}", "--set",
            $$"""synthesis.vocoder={ "use": "hifi-gan", "path": "{{tiny.Folder}}/generator" }"""]);
    }
}
