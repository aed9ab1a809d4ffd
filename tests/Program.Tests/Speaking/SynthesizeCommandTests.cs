using System.Diagnostics;
using Melange.Host.Tests.Plugins;
using Melange.Host.Tests.Probing;

namespace Melange.Host.Tests.Speaking;

/// <summary>The whole way from command to audio, on a run of seconds.</summary>
[Collection(OfOneTrainedRun.Name)]
public sealed class SynthesizeCommandTests(TrainedRun run)
{
    private const string Phonemizer = "synthesis.phonemizer.use=cmudict";
    private static readonly string Reference = Path.Combine(TestFolder.ShippedCorpus, "wav/slt_neutral_01.wav");

    [Fact]
    public void Synthesize_OneLine_WritesAudioAndSaysWhatItDid()
    {
        var (exitCode, output, errors) = Synthesize("--text", "The boy found a toy.", "--out", $"{run.Folder}/one.wav");

        Assert.Equal("", errors);
        Assert.Equal(0, exitCode);
        Assert.Matches(@"^\d+\.\d\d s of speech in \d+\.\d\d s: real-time factor \d+\.\d\d \(mel .*, vocoder .*\)\n"
            + "sampler euler, 3 score evaluations, guidance 0, noise gaussian, vocoder griffin-lim\n"
            + @"reference .*slt_neutral_01\.wav: \d+ phonemes, aligned by the model; speaker slt \(the most likely\), "
            + @"emotion neutral \(the most likely\)\n"
            + @"\d+ of \d+ phonemes of the text \(\d+ %\) occur in the reference.*\n"
            + $"Written: {run.Folder}/one.wav\n$", output);
        Assert.True(new FileInfo($"{run.Folder}/one.wav").Length > 1000, "There is no audio.");
    }

    [Fact]
    public void Synthesize_FileOfLines_SpeaksEachAsItWouldAlone()
    {
        File.WriteAllText($"{run.Folder}/lines.txt", "The boy found a toy.\n\nShe found milk.\nThree books.\n");

        var together = Synthesize("--text", $"{run.Folder}/lines.txt", "--out", $"{run.Folder}/many", "--batch", "2");
        var alone = Synthesize("--text", "The boy found a toy.", "--out", $"{run.Folder}/first.wav");

        Assert.Equal((0, 0), (together.ExitCode, alone.ExitCode));
        Assert.Equal("2 of 3 lines\n3 of 3 lines\n", together.Errors);
        Assert.Equal(["0001.wav", "0002.wav", "0003.wav"],
            Directory.GetFiles($"{run.Folder}/many").Select(Path.GetFileName).Order());
        Assert.Equal(
            new FileInfo($"{run.Folder}/first.wav").Length, new FileInfo($"{run.Folder}/many/0001.wav").Length);
    }

    [LinuxFact]
    public void Synthesize_ToPlay_HandsEachFileToThePlayer()
    {
        var players = Directory.CreateDirectory($"{run.Folder}/players").FullName;
        File.WriteAllText($"{players}/aplay", $"#!/bin/sh\necho \"$@\" >> '{players}/played'\n");
        Process.Start("chmod", ["+x", $"{players}/aplay"]).WaitForExit();
        File.WriteAllText($"{run.Folder}/two.txt", "A toy.\nA boy.\n");

        var played = Play($"{players}:{Environment.GetEnvironmentVariable("PATH")}", $"{run.Folder}/two.txt", "played");
        var mute = Play("/nowhere", "A toy.", "mute");

        Assert.Equal((0, 0), (played.ExitCode, mute.ExitCode));
        Assert.Equal([$"-q {run.Folder}/played/0001.wav", $"-q {run.Folder}/played/0002.wav"],
            File.ReadAllLines($"{players}/played"));
        Assert.Equal("Not played: no player is installed that is known here: pw-play, paplay, aplay, afplay, play, "
            + "ffplay.\n", mute.Errors);

        (int ExitCode, string Output, string Errors) Play(string path, string text, string output) =>
            MelangeProgram.WithPath(path, Spoken("--text", text, "--out", $"{run.Folder}/{output}", "--play"));
    }

    [Fact]
    public void Synthesize_GridOfTheReference_IsTaken()
    {
        var grid = Path.Combine(TestFolder.ShippedCorpus, "textgrid/slt_neutral_01.TextGrid");

        var (exitCode, output, _) = Melange("--text", "A toy.", "--reference", Reference, "--reference-grid", grid,
            "--out", $"{run.Folder}/grid.wav");

        Assert.Equal(0, exitCode);
        Assert.Contains($"aligned by {grid}; ", output);
    }

    [Fact]
    public void Synthesize_OutThatIsNoWav_IsRefusedBeforeAnyWork()
    {
        var (exitCode, _, errors) = MelangeProgram.Here("synthesize", "--model", "nowhere", "--text", "A toy.",
            "--reference", "nowhere.wav", "--out", "o.mp3");

        Assert.Equal((2, "--out: it must be a .wav file or a folder, but was 'o.mp3': write 'o.wav' and convert it, or "
            + "'o.mp3/' for a folder.\n1 fault; nothing was written.\n"), (exitCode, errors));
    }

    [Fact]
    public void Synthesize_AnotherPart_SaysWhichSettingsWereDroppedWithTheFormer()
    {
        var (exitCode, output, errors) = Synthesize("--text", "A toy.", "--out", $"{run.Folder}/noise.wav",
            "--set", "synthesis.noise={ \"use\": \"reference\", \"time\": 0.5 }",
            "--set", "synthesis.noise.use=gaussian");

        Assert.Equal((0, "--set synthesis.noise={ \"use\": \"reference\", \"time\": 0.5 }: "
            + "synthesis.noise.time was set for 'reference' and is dropped: 'gaussian' has no such option.\n"),
            (exitCode, errors));
        Assert.Contains(", noise gaussian, ", output);
    }

    [Theory]
    [InlineData("--speaker: the model knows no 'awb'. Known: slt.", "--speaker", "awb")]
    [InlineData("--batch: it must be at least 1, but was 0.", "--batch", "0")]
    [InlineData("--text: there is no file none.txt.", "--text", "none.txt")]
    [InlineData("--set synthesis.guidance=1: synthesis.guidance must be 0 for a model without model.referenceDropout, "
        + "but was 1.", "--set", "synthesis.guidance=1")]
    public void Synthesize_BadInput_SaysWhatToChange(string message, params string[] arguments)
    {
        string[] text = arguments[0] == "--text" ? [] : ["--text", "A toy."];

        var (exitCode, output, errors) = Synthesize([.. text, "--out", $"{run.Folder}/bad.wav", .. arguments]);

        Assert.Equal($"{message}\n1 fault; nothing was written.\n", errors);
        Assert.Equal("", output);
        Assert.Equal(2, exitCode);
    }

    [Fact]
    public void Synthesize_NoPhonemizer_SaysHowToNameOne()
    {
        var (exitCode, _, errors) = TrainedRun.Melange("synthesize", "--model", $"{run.Folder}/f2f", "--text", "A toy.",
            "--reference", Reference, "--out", $"{run.Folder}/none.wav");

        Assert.EndsWith("synthesis.phonemizer is missing, so that nothing turns text into phonemes; "
            + "--set synthesis.phonemizer.use=... names one, --phonemes needs none.\n"
            + "1 fault; nothing was written.\n", errors);
        Assert.Equal(2, exitCode);
    }

    [Fact]
    public void Synthesize_PhonemizerThatThrows_IsNamed()
    {
        using var shelf = new PluginShelf();
        shelf.Add("Misbehaves");

        var (exitCode, output, errors) = shelf.Melange("synthesize", "--model", Path.GetFullPath($"{run.Folder}/f2f"),
            "--set", "synthesis.phonemizer.use=throws", "--text", "A toy.", "--reference", Reference,
            "--out", "toy.wav");

        Assert.Equal("Plugin 'Misbehaves' 0.1.0 (plugins/Misbehaves) failed while being run as phonemizer 'throws' at "
            + "synthesis.phonemizer: this is beyond words.\n", errors);
        Assert.Equal("", output);
        Assert.Equal(4, exitCode);
    }

    private (int ExitCode, string Output, string Errors) Synthesize(params string[] arguments) =>
        MelangeProgram.Here(Spoken(arguments));

    private string[] Spoken(params string[] arguments) =>
        Asked(["--reference", Reference, "--reference-text", "The young boy found a toy.", .. arguments]);

    private (int ExitCode, string Output, string Errors) Melange(params string[] arguments) =>
        MelangeProgram.Here(Asked(arguments));

    private string[] Asked(params string[] arguments) =>
        ["synthesize", "--model", $"{run.Folder}/f2f", "--set", Phonemizer, .. arguments];
}
