using Melange.Host.Tests.Experiments;

namespace Melange.Host.Tests.Commands;

public sealed class CheckCommandTests
{
    [Fact]
    public void Check_SoundExperiment_SaysWhatItWouldDoAndWritesNothing()
    {
        using var tiny = new TinyRun();
        var before = Directory.GetFileSystemEntries(tiny.Folder, "*", SearchOption.AllDirectories);

        var (exitCode, output, errors) = MelangeProgram.Here("check", tiny.Experiment, "--out", $"{tiny.Folder}/run");

        Assert.Equal((0, "Dry run: f2f\nDry run: f2b\n"), (exitCode, errors));
        Assert.Matches(@"f2f +│ 1 +│ new +│ +6 │", output);
        Assert.Contains($"Variants 2 × seeds 1 = 2 trials in {tiny.Folder}/run: 2 to be run, 2 at a time.\n", output);
        Assert.Matches(@"Time: about .+, from one training step and one sentence of each variant\.", output);
        Assert.Matches(@"Disk: about .+, at most 3 checkpoints of .+ a trial; .+ are free\.", output);
        Assert.Matches(@"Memory: about .+, measured in dry runs; .+ are available\.", output);
        Assert.Equal(before, Directory.GetFileSystemEntries(tiny.Folder, "*", SearchOption.AllDirectories));
    }

    [Fact]
    public void Check_VariantWithAnotherPart_SaysWhatIsDroppedAndNotThatItIsWrong()
    {
        using var tiny = new TinyRun();
        var experiment = $"{tiny.Folder}/swap.json";
        File.WriteAllText(experiment, AbCommandTests.Swap);

        var (exitCode, output, errors) = MelangeProgram.Here("check", experiment, "--out", $"{tiny.Folder}/run");

        Assert.Equal((0, "Dry run: none\n"), (exitCode, errors));
        Assert.StartsWith(AbCommandTests.Dropped(tiny), output);
    }

    [Fact]
    public void Check_MoreThreadsThanCores_WarnsAndGoesOn()
    {
        using var tiny = new TinyRun();
        var threads = Environment.ProcessorCount + 1;

        var (exitCode, output, errors) = MelangeProgram.Here("check", tiny.Experiment, "--out", $"{tiny.Folder}/run",
            "--set", $"threads={threads}");

        Assert.Equal((0, "Dry run: f2f\nDry run: f2b\n"), (exitCode, errors));
        Assert.Contains($"Warning: 2 workers with {threads} threads each share {threads - 1} cores, ", output);
    }

    [Fact]
    public void Check_FaultsOfConfigCorpusAndParts_AreListedAtOnceWithTheirPlaces()
    {
        using var tiny = new TinyRun();
        var experiment = $"{tiny.Folder}/broken.json";
        File.WriteAllText(experiment, """
            {
              "base": "tiny.json",
              "variants": {
                "typo": { "training": { "stpes": 3 } },
                "misfit": { "model": { "estimator": { "speaker": "melstyle" } } },
                "silent": { "corpus": { "heldOut": "" } }
              }
            }
            """);

        var (exitCode, _, errors) = MelangeProgram.Here("check", experiment, "--out", $"{tiny.Folder}/run");

        Assert.Equal(2, exitCode);
        Assert.Contains("broken.json:4: training has no option 'stpes'. Did you mean 'steps'?", errors);
        Assert.Matches(@"broken\.json:5: model\.estimator\.speaker must name a condition of 80 features, ", errors);
        Assert.Contains("evaluate.protocols: same-style needs a held-out utterance that has a reference by", errors);
        Assert.EndsWith("3 faults; nothing was written.\n", errors);
    }

    [Fact]
    public void Check_DryRunThatTakesTooLong_IsEndedAndNamed()
    {
        using var tiny = new TinyRun();

        var (exitCode, _, errors) = MelangeProgram.Here(
            "check", tiny.Experiment, "--out", $"{tiny.Folder}/run", "--minutes", "0.0005");

        Assert.Equal(1, exitCode);
        Assert.Matches(
            @"experiment\.json: variant 'f2f': the dry run was ended after 0\.0005 minutes while \w+", errors);
        Assert.Contains("variant 'f2b': ", errors);
    }

    [Fact]
    public void Check_LossThatIsNotFinite_NamesTheUtterances()
    {
        using var tiny = new TinyRun();

        var (exitCode, _, errors) = MelangeProgram.Here("check", tiny.Experiment, "--out", $"{tiny.Folder}/run",
            "--set", "training.learningRate=1e30", "--set", "training.encoderSteps=0");

        Assert.Equal(2, exitCode);
        Assert.Matches(@"training: the loss or gradient of step 2 is not finite; its utterances: slt_neutral_", errors);
    }
}
