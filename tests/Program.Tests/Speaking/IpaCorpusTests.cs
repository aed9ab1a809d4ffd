using Melange.Host.Tests.Experiments;

namespace Melange.Host.Tests.Speaking;

/// <summary>The whole way of a corpus whose aligner writes IPA: trained, probed and spoken.</summary>
public sealed class IpaCorpusTests
{
    private static readonly Dictionary<string, string> Ipa = new()
    {
        ["dh"] = "ð",
        ["ax"] = "ə",
        ["ae"] = "æ",
        ["uw"] = "uː",
        ["ch"] = "tʃ"
    };

    [Fact]
    public void AbProbeAndSynthesize_LabelsInIpa_NeedNoPhonemizer()
    {
        using var tiny = new TinyRun();
        foreach (var file in Directory.GetFiles($"{tiny.Folder}/corpus/textgrid"))
            File.WriteAllText(file, Ipa.Aggregate(File.ReadAllText(file), (text, name) =>
                text.Replace($"\"{name.Key}\"", $"\"{name.Value}\"", StringComparison.Ordinal)));

        var trained = AbProgram.Run(tiny, ["--set", "training.steps=3"]);
        var probed = MelangeProgram.Here("probe", $"{tiny.Folder}/run/f2f", "--text", "slt_neutral_09",
            "--reference", "slt_neutral_01", "--times", "0.5", "--phonemes", "ð", "--out", $"{tiny.Folder}/probe");
        var spoken = MelangeProgram.Here("synthesize", "--model", $"{tiny.Folder}/run/f2f", "--phonemes",
            "pau ð ə k æ t pau", "--reference", $"{tiny.Folder}/corpus/wav/slt_neutral_01.wav",
            "--out", $"{tiny.Folder}/spoken.wav");

        Assert.True(trained.ExitCode == 0, trained.Errors);
        Assert.True(probed.ExitCode == 0, probed.Errors);
        Assert.True(spoken.ExitCode == 0, spoken.Errors);
        Assert.Single(Directory.GetFiles($"{tiny.Folder}/probe", "phoneme-*.png"));
        Assert.Contains($"aligned by {tiny.Folder}/corpus/textgrid/slt_neutral_01.TextGrid; ", spoken.Output);
    }
}
