using Melange.Host.TensorFiles;
using Melange.Host.Tests.Experiments;

namespace Melange.Host.Tests.Speaking;

/// <summary>The whole way of a corpus that brings style vectors: trained, measured and spoken.</summary>
public sealed class StyleCorpusTests
{
    private const int Width = 5, Vectors = 40;

    [Fact]
    public void AbAndSynthesize_CorpusWithStyleVectors_SpeakAsTheVectorsSay()
    {
        using var tiny = new TinyRun();
        Directory.CreateDirectory($"{tiny.Folder}/corpus/style");
        foreach (var (i, recording) in Directory.GetFiles($"{tiny.Folder}/corpus/wav").Order().Index())
            WriteVectors($"{tiny.Folder}/corpus/style/{Path.GetFileNameWithoutExtension(recording)}.safetensors", i);
        WriteVectors($"{tiny.Folder}/other.safetensors", seed: 100);

        var trained = AbProgram.Run(tiny,
            ["--set", "training.steps=3", "--set", "model.conditioning.melstyle.source=vectors"]);
        Assert.True(trained.ExitCode == 0, trained.Errors);
        var own = Spoken(tiny, "own");
        var named = Spoken(
            tiny, "named", "--reference-style", $"{tiny.Folder}/corpus/style/slt_neutral_01.safetensors");
        var other = Spoken(tiny, "other", "--reference-style", $"{tiny.Folder}/other.safetensors");

        Assert.Equal(own, named);
        Assert.NotEqual(own, other);
    }

    private static byte[] Spoken(TinyRun tiny, string name, params string[] options)
    {
        var spoken = MelangeProgram.Here(["synthesize", "--model", $"{tiny.Folder}/run/f2f", "--phonemes",
            "pau dh ax k ae t pau", "--reference", $"{tiny.Folder}/corpus/wav/slt_neutral_01.wav",
            "--out", $"{tiny.Folder}/{name}.wav", .. options]);
        Assert.True(spoken.ExitCode == 0, spoken.Errors);
        return File.ReadAllBytes($"{tiny.Folder}/{name}.wav");
    }

    private static void WriteVectors(string file, long seed)
    {
        using var scope = NewDisposeScope();
        using var generator = new Generator((ulong)seed, CPU);
        Safetensors.Write(
            file, new Dictionary<string, Tensor> { ["style"] = randn([Width, Vectors], generator: generator) });
    }
}
