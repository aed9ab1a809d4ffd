using Melange.Host.Checking;
using Melange.Host.Machine;
using Melange.Host.Runs;

namespace Melange.Host.Tests.Checking;

public sealed class ExperimentCheckTests
{
    internal static readonly MachineRoom Plenty = new(long.MaxValue, long.MaxValue);

    [Fact]
    public async Task RunAsync_SoundExperiment_SaysWhatItTakes()
    {
        using var tiny = new TinyRun();

        var report = await CheckAsync(tiny, ["seeds=[1,2]", "training.encoderSteps=2"], Plenty);

        Assert.Empty(report.Faults);
        Assert.Empty(report.Failures);
        Assert.Equal(["f2f", "f2b"], report.Variants.Select(variant => variant.Name));
        Assert.Equal((4, 2), (report.Open, report.AtOnce));
        Assert.Equal(4 * (2 * 1 + 4 * 3 + 5) / 2.0, report.Seconds);          // encoder steps, steps, evaluation
        Assert.Equal(4 * (3 * 1000 + 70), report.DiskBytes);                  // 2 are kept, 1 is being written
        Assert.Equal(2 * 600e6, report.MemoryBytes);
    }

    [Fact]
    public async Task RunAsync_VariantsThatTrainAlike_CountTheirTrainingOnce()
    {
        using var tiny = new TinyRun();
        var experiment = $"{tiny.Folder}/alike.json";
        File.WriteAllText(experiment, """
            { "base": "tiny.json", "seeds": [1, 2], "timingRounds": 0,
              "variants": { "one": {}, "hot": { "synthesis": { "noise": { "temperature": 0.5 } } } } }
            """);

        var report = await new ExperimentCheck(new(experiment, [], $"{tiny.Folder}/run"), TinyRun.Catalog, Plenty,
            _ => Task.FromResult(Sound)).RunAsync(_ => { });

        Assert.Equal(["new", "new", "new, weights of one", "new, weights of one"],
            report.Variants.SelectMany(variant => variant.Trials).Select(trial => trial.State));
        Assert.Equal(2 * (2 * 1 + 4 * 3 + 5) + 2 * 5, report.Seconds);
        Assert.StartsWith("'hot': trained as 'one' is", Assert.Single(report.Notices), StringComparison.Ordinal);
    }

    [Fact]
    public async Task RunAsync_FaultsOfSeveralStages_AreAllListed()
    {
        using var tiny = new TinyRun();
        var experiment = $"{tiny.Folder}/broken.json";
        File.WriteAllText(experiment, """
            {
              "base": "tiny.json",
              "variants": {
                "f2f": {},
                "f2x": { "model": { "estimator": { "attention": { "use": "f2x" } } } },
                "dies": { "training": { "steps": 7 } },
                "unfit": { "training": { "steps": 8 } },
                "unfit-too": { "training": { "steps": 8 } }
              },
              "sedes": [1], "workers": 0
            }
            """);

        var report = await new ExperimentCheck(new(experiment, [], $"{tiny.Folder}/run"), TinyRun.Catalog, Plenty,
            config => Task.FromResult(config.Value("training.steps") switch
            {
                "7" => new DryOutcome(null, [], "the dry run ended with exit code 134 while scoring.\nlast words"),
                "8" => new(null, [config.FaultAt("training.steps", "it does not fit.")], ""),
                _ => Sound
            })).RunAsync(_ => { });

        Assert.Equal($"""
            FILE:10: an experiment has no option 'sedes'. Did you mean 'seeds'? Known: base, common, evaluate, seeds, timingRounds, trialMinutes, variants, workers.
            FILE:10: workers must be at least 1, but was 0.
            FILE:5: no attention is called 'f2x'. Did you mean 'f2f'? Known: f2b, f2f, linear, none.
            FILE:7: it does not fit.
            FILE:8: it does not fit.
            """.Replace("FILE", experiment, StringComparison.Ordinal), string.Join('\n', report.Faults));
        Assert.Equal($"{experiment}: variant 'dies': the dry run ended with exit code 134 while scoring.\nlast words",
            Assert.Single(report.Failures).ToString());
        Assert.Equal(["f2f"], report.Variants.Select(variant => variant.Name));
    }

    [Fact]
    public async Task RunAsync_SmallMachine_NamesWhatToChange()
    {
        using var tiny = new TinyRun();

        var report = await CheckAsync(tiny, [], new(6000, 1_000_000_000));

        Assert.Equal($"""
            RUN/run: checkpoints and results need about 0.0 MB, but 0.0 MB are free here; keep fewer checkpoints (training.keepLast), or use --out for another disk.
            RUN/experiment.json: 2 workers need about 1.2 GB of memory, but 1.0 GB are available; lower workers or training.batchSize.
            """.Replace("RUN", tiny.Folder, StringComparison.Ordinal), string.Join('\n', report.Faults));
    }

    [Fact]
    public async Task RunAsync_TrialsThatAreBegunAndDone_GoOnAndStand()
    {
        using var tiny = new TinyRun();
        Directory.CreateDirectory($"{tiny.Folder}/run/f2f/seed-1/checkpoint/step-00000004");
        Directory.CreateDirectory($"{tiny.Folder}/run/f2b/seed-1");
        File.WriteAllText($"{tiny.Folder}/run/f2b/seed-1/result.json", "{}");

        var report = await CheckAsync(tiny, [], Plenty);

        Assert.Equal(["goes on from step 4", "complete"],
            report.Variants.SelectMany(variant => variant.Trials).Select(trial => trial.State));
        Assert.Equal(2 * 3 + 5, report.Seconds);                              // steps 5 and 6, evaluation
        Assert.Equal(3 * 1000 + 70, report.DiskBytes);
    }

    [Fact]
    public async Task RunAsync_Reflow_CountsItsStepsAndTheCheckpointThatItGoesFrom()
    {
        using var tiny = new TinyRun();
        string[] reflow = ["""training.reflow={ "steps": 3, "sampler": { "use": "heun" } }""", "training.keepLast=1"];
        var plain = await CheckAsync(tiny, reflow[1..], Plenty);

        var report = await CheckAsync(tiny, reflow, Plenty);

        Assert.Equal(2 * (2 * 1 + 1 * 3 + 3 * 7 + 5), 2 * report.Seconds); // two trials, two workers
        Assert.Equal(plain.DiskBytes + 2 * 1000, report.DiskBytes);
    }

    [Fact]
    public async Task RunAsync_FolderOfOtherSettings_IsAFault()
    {
        using var tiny = new TinyRun();
        Directory.CreateDirectory($"{tiny.Folder}/run/f2f/seed-1");
        File.WriteAllText($"{tiny.Folder}/run/f2f/seed-1/config.json", """{ "seed": 1 }""");
        File.WriteAllText($"{tiny.Folder}/run/f2f/seed-1/result.json", "{}");

        var report = await CheckAsync(tiny, [], Plenty);

        Assert.Contains(report.Faults, fault => fault.ToString() == $"{tiny.Folder}/run/f2f/seed-1: was made with "
            + "other settings: training.steps (unset) → 6.");
        Assert.EndsWith(". Use --fresh to start it again, --out for another folder, or --accept-differences to go on "
            + "with it.", Assert.Single(report.Faults, fault => fault.Message.Contains("--fresh")).Message);
    }

    [Theory, InlineData("run"), InlineData("run/deep")]
    public async Task RunAsync_FileInThePlaceOfTheResults_IsTheFaultThatAbTells(string folder)
    {
        using var tiny = new TinyRun();
        File.WriteAllText($"{tiny.Folder}/run", "");
        var results = $"{tiny.Folder}/{folder}";
        var check = new ExperimentCheck(new(tiny.Experiment, [], results), TinyRun.Catalog, Plenty,
            _ => Task.FromResult(Sound));

        var report = await check.RunAsync(_ => { });

        var fault = $"{results}: it must be a folder that can be written to: "
            + $"{Path.GetFullPath($"{tiny.Folder}/run")} is a file.";
        Assert.Equal([fault], report.Faults.Select(found => found.ToString()));
        Assert.Equal(fault, Assert.Throws<FaultException>(() => RunFolder.Occupy(results)).Message);
    }

    internal static DryOutcome Sound => new(
        new([], new(1, 24, 10, 9), new(3, 24, 10, 9), new(200, 10, 20, 600), new(1, 3, 7, 5) { TimingRound = 2 },
            new(1000, 70))
        {
            Precision = "float32",
            Threads = 1
        }, [], "");

    private static Task<CheckReport> CheckAsync(TinyRun tiny, string[] settings, MachineRoom room) =>
        new ExperimentCheck(new(tiny.Experiment, settings, $"{tiny.Folder}/run"), TinyRun.Catalog, room,
            _ => Task.FromResult(Sound)).RunAsync(_ => { });
}
