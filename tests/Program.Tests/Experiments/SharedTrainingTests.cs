using Melange.Host.Runs;

namespace Melange.Host.Tests.Experiments;

/// <summary>What trains alike is trained once, within an experiment and from another's results.</summary>
public sealed class SharedTrainingTests : IDisposable
{
    private const string Weights = "checkpoint/step-00000006/weights.safetensors";
    private readonly TinyRun tiny = new();

    public void Dispose() => tiny.Dispose();

    [Fact]
    public void Ab_VariantsThatSpeakOtherwise_TrainOnceASeedAndHaveValuesOfTheirOwn()
    {
        var experiment = Experiment("""
            "one": {}, "hot": { "synthesis": { "noise": { "temperature": 0.5 } } },
            "other": { "training": { "learningRate": 0.002 } }
            """);

        var (exitCode, output, errors) = AbProgram.Run(tiny, [], experiment);

        Assert.Equal((0, ""), (exitCode, errors));
        Assert.StartsWith("'hot': trained as 'one' is, which trains for all; what differs is how they speak or are "
            + "measured.\n", output);
        Assert.Contains($"hot, seed 1: its weights are those of {tiny.Folder}/run/one/seed-1, which was trained alike.",
            output);
        Assert.DoesNotContain("hot, seed 1: train 1 of 6", output);
        Assert.DoesNotContain("other, seed 1: its weights", output);
        Assert.Equal(Bytes("one"), Bytes("hot"));
        Assert.NotEqual(Bytes("one"), Bytes("other"));
        Assert.NotEqual(Result("one").Pairs[0].Values["mcd"], Result("hot").Pairs[0].Values["mcd"]);
        Assert.Equal(Result("one").Losses.Select(point => point.Diffusion),
            Result("hot").Losses.Select(point => point.Diffusion));
        Assert.Contains("trained as", File.ReadAllText($"{tiny.Folder}/run/report.html"));
    }

    [Fact]
    public void Ab_WeightsOfAnotherExperiment_AreTakenWhereTheyWereTrainedAlike()
    {
        AbProgram.Run(tiny, []);
        var experiment = Experiment("""
            "hot": { "synthesis": { "noise": { "temperature": 0.5 } } }, "deaf": { "model": { "estimator": {
              "gate": { "use": "never" } } } }
            """);
        string[] command = ["ab", experiment, "--out", $"{tiny.Folder}/second", "--weights-of", $"{tiny.Folder}/run"];

        var check = MelangeProgram.Here([.. command.Select(word => word == "ab" ? "check" : word)]);
        var (exitCode, output, errors) = MelangeProgram.Here(command);

        Assert.Equal((0, "Dry run: hot\nDry run: deaf\n"), (check.ExitCode, check.Errors));
        Assert.Contains(" 2 to be run, 1 of them with copied weights, 2 at a time.",
            string.Join(' ', check.Output.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)));
        Assert.Equal((0, ""), (exitCode, errors));
        Assert.Contains($"hot, seed 1: its weights are those of {tiny.Folder}/run/f2f/seed-1, ", output);
        Assert.DoesNotContain("deaf, seed 1: its weights", output);
        Assert.Equal(Bytes("f2f"), File.ReadAllBytes($"{tiny.Folder}/second/hot/seed-1/{Weights}"));
        Assert.Contains($"--weights-of {tiny.Folder}/run", File.ReadAllText($"{tiny.Folder}/second/report.html"));
    }

    [Fact]
    public void Ab_WeightsOfAFolderWithoutTrials_IsAFault()
    {
        var (exitCode, output, errors) = AbProgram.Run(tiny, ["--weights-of", tiny.Folder]);

        Assert.Equal((2, ""), (exitCode, output));
        Assert.StartsWith($"{tiny.Folder}: has no trial with a checkpoint (<variant>/seed-<n>/checkpoint)", errors);
        Assert.False(Directory.Exists($"{tiny.Folder}/run/f2f"));
    }

    [Fact]
    public void Ab_SeedOffset_DrawsAsTheSeedThatItMakes()
    {
        var experiment = Experiment("""
            "a": {}, "again": { "seedOffset": 4 }
            """);

        var (exitCode, _, errors) = AbProgram.Run(tiny, ["--seeds", "5"], experiment);

        Assert.Equal((0, ""), (exitCode, errors));
        Assert.Equal(1, Result("again").Seed);
        Assert.NotEqual(Bytes("a"), Bytes("again"));
        Assert.Equal(Bytes("a", 5), Bytes("again"));
        Assert.Equal(Result("a", 5).Pairs[0].Values["mcd"], Result("again").Pairs[0].Values["mcd"]);
    }

    private string Experiment(string variants)
    {
        var file = $"{tiny.Folder}/shared.json";
        File.WriteAllText(file, $$"""
            { "base": "tiny.json", "variants": { {{variants}} }, "seeds": [1], "workers": 2, "timingRounds": 0 }
            """);
        return file;
    }

    private byte[] Bytes(string variant, int seed = 1) =>
        File.ReadAllBytes($"{tiny.Folder}/run/{variant}/seed-{seed}/{Weights}");

    private TrialResult Result(string variant, int seed = 1) =>
        new TrialFolder($"{tiny.Folder}/run/{variant}/seed-{seed}").ReadResult()!;
}
