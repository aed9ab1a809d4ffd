using System.Diagnostics;
using Melange.Host.Checkpoints;
using Melange.Host.Machine;
using Melange.Host.TensorFiles;
using Melange.Host.Tests.Vocoding;

namespace Melange.Host.Tests.Speaking;

/// <summary>The whole way of a vocoder: trained, stopped, gone on with, exported, spoken with.</summary>
public sealed class VocoderCommandTests : IDisposable
{
    private readonly TinyVocoder vocoder = new();

    [Fact]
    public void Vocoder_TrainedAndExported_SpeaksInATrial()
    {
        var trained = Train();
        var exported = MelangeProgram.Here("export", $"{vocoder.Folder}/trained", "--out", $"{vocoder.Folder}/exported",
            "--weights", "bfloat16");
        var spoken = MelangeProgram.Here("ab", vocoder.Run.Experiment, "--out", $"{vocoder.Folder}/run",
            "--set", "training.steps=3", "--set",
            $$"""synthesis.vocoder={ "use": "hifi-gan", "path": "{{vocoder.Folder}}/exported" }""");

        Assert.True(trained.ExitCode == 0, trained.Errors);
        Assert.Matches("^0.00\\d+ million weights, against 0.0\\d+ million of discriminators; 8 utterances to learn "
            + "from \\(0.2 minutes\\), 2 held out\n00:00:0\\d step 1 of 5: mel ", trained.Output);
        Assert.Matches($"Trained for 5 steps in 0.\\d minutes. Written to {vocoder.Folder}/trained/vocoder: "
            + "\"vocoder\": { \"use\": ..., \"path\": ... } of synthesis takes it.\n$", trained.Output);
        Assert.Equal((0, $"Written to {vocoder.Folder}/exported: {vocoder.Folder}/trained/vocoder.\n"),
            (exported.ExitCode, exported.Output));
        Assert.True(spoken.ExitCode == 0, spoken.Errors);
        Assert.All(SafetensorsHeader.Read($"{vocoder.Folder}/exported/weights.safetensors").Entries,
            entry => Assert.Equal(ScalarType.BFloat16, entry.Type));
        Assert.Equal(File.ReadAllText($"{vocoder.Folder}/trained/vocoder/training.json"),
            File.ReadAllText($"{vocoder.Folder}/exported/training.json"));
    }

    [Fact]
    public void Export_VocoderWithWhatIsAModels_IsRefused()
    {
        string[][] options = [["--checkpoint", "3"], ["--seed", "1"], ["--accept-differences"],
            ["--set", "synthesis.guidance=1"]];
        Train();

        Assert.All(options, option =>
        {
            var (exitCode, _, errors) = MelangeProgram.Here(["export", $"{vocoder.Folder}/trained", "--out",
                $"{vocoder.Folder}/exported", .. option]);
            Assert.Equal((2, $"{option[0]}: it must be left out with {vocoder.Folder}/trained/vocoder, which is a "
                + "vocoder.\n1 fault; nothing was written.\n"), (exitCode, errors));
        });
    }

    [LinuxFact]
    public void Vocoder_AskedToStop_KeepsACheckpointAndGoesOn()
    {
        using var program = Process.Start(new ProcessStartInfo("dotnet", [TestFolder.Program, .. Command("99999")])
        {
            RedirectStandardOutput = true
        })!;
        while (program.StandardOutput.ReadLine() is { } line
            && !line.Contains("step 3 of 99999", StringComparison.Ordinal))
        {
        }

        using (Process.Start("kill", ["-TERM", $"{program.Id}"])) { }
        var said = program.StandardOutput.ReadToEnd();
        program.WaitForExit();

        Assert.Equal(ExitCode.Stopped, program.ExitCode);
        Assert.Contains("Stopping: the step ends and a checkpoint is kept. Asked once more, all ends at once.\n", said);
        Assert.EndsWith("Stopped. The same command goes on from here.\n", said);
        var step = Checkpoint.AllOf($"{vocoder.Folder}/trained/checkpoint")[^1].Step;
        Assert.InRange(step, 3, 99998);
        Assert.Contains($"goes on from step {step}\n", MelangeProgram.Here(Command($"{step + 1}")).Output);
    }

    public void Dispose() => vocoder.Dispose();

    private (int ExitCode, string Output, string Errors) Train() => MelangeProgram.Here(Command("5"));

    private string[] Command(string steps) =>
        ["vocoder", vocoder.File, "--out", $"{vocoder.Folder}/trained", "--set", $"training.steps={steps}"];
}
