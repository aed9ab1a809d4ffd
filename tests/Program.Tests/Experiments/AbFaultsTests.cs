namespace Melange.Host.Tests.Experiments;

/// <summary>What the program says of an experiment that cannot be used, before any work.</summary>
public sealed class AbFaultsTests
{
    [Fact]
    public void Ab_BrokenConfigs_ListsEveryFaultAndWritesNothing()
    {
        using var tiny = new TinyRun();
        var experiment = $"{tiny.Folder}/broken.json";
        File.WriteAllText(experiment, """
            {
              "base": "tiny.json",
              "variants": {
                "f2x": { "model": { "estimator": { "attention": { "use": "f2x" } } } },
                "slow": { "training": { "stpes": 3, "batchSize": 0 } }
              }
            }
            """);

        var (exitCode, _, errors) = AbProgram.Run(tiny, [], experiment);

        Assert.Equal(2, exitCode);
        Assert.Contains(
            "broken.json:4: no attention is called 'f2x'. Did you mean 'f2f'? Known: f2b, f2f, linear, none.\n",
            errors);
        Assert.Contains("broken.json:5: training has no option 'stpes'. Did you mean 'steps'?", errors);
        Assert.Contains("broken.json:5: training.batchSize must be at least 1, but was 0.\n", errors);
        Assert.False(Directory.Exists($"{tiny.Folder}/run"));
    }

    [Fact]
    public void Ab_CorpusWithoutHeldOutTexts_ExitsWithTwoBeforeAnyTraining()
    {
        using var tiny = new TinyRun();

        var (exitCode, _, errors) = AbProgram.Run(tiny, ["--set", "corpus.heldOut="]);

        Assert.Equal(2, exitCode);
        Assert.Equal(
            "evaluate.protocols: same-style needs a held-out utterance that has a reference by training.references (of "
            + "its speaker and emotion, if nothing else is said), but there is none.\n"
            + "1 fault; nothing was written.\n", errors);
        Assert.False(Directory.Exists($"{tiny.Folder}/run"));
    }

    [Fact]
    public void Ab_BrokenCorpus_ExitsWithTwoAndWritesNothing()
    {
        using var tiny = new TinyRun();
        File.WriteAllBytes($"{tiny.Folder}/corpus/wav/slt_neutral_03.wav", []);

        var (exitCode, _, errors) = AbProgram.Run(tiny, []);

        Assert.Equal(2, exitCode);
        Assert.StartsWith($"{tiny.Folder}/corpus/wav/slt_neutral_03.wav: ", errors);
        Assert.False(Directory.Exists($"{tiny.Folder}/run"));
    }

    [Fact]
    public void Ab_PartThatDoesNotFitItsPlace_PointsAtThePart()
    {
        using var tiny = new TinyRun();

        var (exitCode, _, errors) = AbProgram.Run(
            tiny, ["--set", "model.estimator.speaker=melstyle", "--set", "seeds=[3]"]);

        Assert.Equal(2, exitCode);
        Assert.Matches(
            @"^--set model\.estimator\.speaker=melstyle: model\.estimator\.speaker must name a condition of 80 features, "
            + @"but 'melstyle' has 6\.\n1 fault; nothing was written\.\n$", errors);
    }

    [Fact]
    public void Ab_BrokenExperiment_ListsEveryFault()
    {
        using var tiny = new TinyRun();
        var experiment = $"{tiny.Folder}/broken.json";
        File.WriteAllText(experiment, """
            {
              "base": "tniy.json",
              "variants": { "a/b": {} },
              "seed": [1],
              "workers": 0
            }
            """);

        var (exitCode, _, errors) = AbProgram.Run(tiny, [], experiment);

        Assert.Equal(2, exitCode);
        Assert.Equal($$"""
            FILE:4: an experiment has no option 'seed'. Did you mean 'seeds'? Known: base, common, evaluate, seeds, timingRounds, trialMinutes, variants, workers.
            FILE:5: workers must be at least 1, but was 0.
            FILE:2: base names {{tiny.Folder}}/tniy.json, but there is no such file. Did you mean 'tiny.json'?
            FILE:3: a variant's name becomes a folder: it must be letters, digits, '-', '_', '.' or '+', but was 'a/b'.
            4 faults; nothing was written.

            """.Replace("FILE", experiment, StringComparison.Ordinal), errors);
    }
}
