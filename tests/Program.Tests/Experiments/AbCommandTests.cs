using Melange.Host.Runs;

namespace Melange.Host.Tests.Experiments;

/// <summary>The whole way from command to report, on a run of seconds.</summary>
public sealed class AbCommandTests
{
    internal const string Swap = """
        { "base": "tiny.json", "timingRounds": 0,
          "variants": { "none": { "model": { "estimator": { "attention": { "use": "none" } } } } } }
        """;

    internal static string Dropped(TinyRun tiny) => string.Concat(new[] { "heads", "features" }.Select(option =>
        $"{tiny.Folder}/tiny.json:10: model.estimator.attention.{option} was set for 'f2f' and is dropped: "
        + "'none' has no such option.\n"));

    [Fact]
    public void Ab_VariantWithAnotherPart_SaysWhatIsDroppedAndKeepsWhatWasUsed()
    {
        using var tiny = new TinyRun();
        var experiment = $"{tiny.Folder}/swap.json";
        File.WriteAllText(experiment, Swap);

        var (exitCode, output, errors) = AbProgram.Run(tiny, [], experiment);

        Assert.Equal((0, ""), (exitCode, errors));
        Assert.StartsWith(Dropped(tiny), output);
        Assert.Matches("\"attention\": {\\s*\"use\": \"none\"\\s*}",
            File.ReadAllText($"{tiny.Folder}/run/none/seed-1/config.json"));
        Assert.Contains("model.estimator.attention.heads 2 → (unset)",
            File.ReadAllText($"{tiny.Folder}/run/report.html"));
    }

    [Fact]
    public void Ab_WatchedTraining_LeavesCurvesLogAndEventFiles()
    {
        using var tiny = new TinyRun();

        var (exitCode, output, errors) = AbProgram.Run(tiny,
        [
            "--set", "training.validation={ \"everySteps\": 2 }", "--set", "training.averageDecay=0.9",
            "--set", "training.tensorboard.everySteps=1", "--set", "training.consoleSteps=3",
            "--set", "timingRounds=1"
        ]);

        Assert.True(exitCode == 0, errors);
        var folder = new TrialFolder($"{tiny.Folder}/run/f2b/seed-1");
        Assert.Equal([2, 4, 6], folder.ReadResult()!.Validation.Select(point => point.Step));
        Assert.Contains("Validation loss over training steps", File.ReadAllText($"{tiny.Folder}/run/report.html"));
        Assert.Single(Directory.GetFiles(folder.Tensorboard, "events.out.tfevents.*"));
        const string Numbers = @"diffusion \S+, prior \S+, duration \S+, \d+ frames/s, gradient \S+, rate 0\.0001, "
            + @"rezero \[down\.0 \S+, .*\], \d+ MB \(at most \d+\)";
        Assert.Matches($"step 3: {Numbers}", File.ReadAllText(folder.Log));
        Assert.Matches("step 4: validation ", File.ReadAllText(folder.Log));
        Assert.Matches($"f2b, seed 1: train 6 of 6: {Numbers}", output);
    }

    [Fact]
    public void Ab_MoreThreadsThanCores_WarnsAndGoesOn()
    {
        using var tiny = new TinyRun();
        var threads = Environment.ProcessorCount + 1;

        var (exitCode, output, errors) = AbProgram.Run(tiny, ["--set", $"threads={threads}"]);

        Assert.True(exitCode == 0, errors);
        Assert.StartsWith($"Warning: 2 workers with {threads} threads each share {threads - 1} cores, ", output);
        Assert.Contains($"{threads} threads a trial, float32", File.ReadAllText($"{tiny.Folder}/run/report.html"));
    }

    [Fact]
    public void Ab_TrialThatDies_IsARowOfTheReport()
    {
        using var tiny = new TinyRun();
        var experiment = $"{tiny.Folder}/dying.json";
        File.WriteAllText(experiment, """
            { "base": "tiny.json", "timingRounds": 0,
              "variants": { "sound": {}, "dying": { "training": { "learningRate": 1e30 } } } }
            """);

        var (exitCode, _, errors) = AbProgram.Run(tiny, [], experiment);

        Assert.Equal(1, exitCode);
        const string Gone = "the loss or its gradient is not finite: ";
        Assert.Matches("dying, seed 1 failed:\nThe worker ended with exit code 3\\.\n(.*\n)*"
            + $@"Step \d: {Gone}.*\n"
            + @"Plugin 'Encoders' 0\.1\.0 .* failed while being run as encoder 'grad-tts' at model\.encoder: "
            + @"mean must be finite, but was not: it has NaN or infinite values, though its inputs have none\.\n"
            + @"Its utterances: slt_neutral_\d\d, slt_neutral_\d\d, slt_neutral_\d\d\.\n"
            + @"The last good checkpoint: .*\.\n"
            + @"Lower training\.learningRate or training\.gradientNorm, or look at these utterances\.\n$", errors);
        Assert.DoesNotContain("   at ", errors);
        Assert.Contains(Gone, File.ReadAllText($"{tiny.Folder}/run/report.html"));
        Assert.NotNull(new TrialFolder($"{tiny.Folder}/run/sound/seed-1").ReadResult());
    }

    [Fact]
    public void Ab_TrialThatTakesTooLong_IsEndedAndARowOfTheReport()
    {
        using var tiny = new TinyRun();

        var (exitCode, _, errors) = AbProgram.Run(
            tiny, ["--set", "trialMinutes=0.05", "--set", "training.steps=100000"]);

        Assert.Equal(1, exitCode);
        Assert.Contains(
            "f2f, seed 1 failed:\nThe worker was ended after 0.05 minutes, the experiment's trialMinutes.", errors);
        Assert.Contains("ended after 0.05 minutes", File.ReadAllText($"{tiny.Folder}/run/report.html"));
    }
}
