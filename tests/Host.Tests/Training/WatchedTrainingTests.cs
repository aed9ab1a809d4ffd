using Melange.Host.Assembly;
using Melange.Host.Assembly.Options;
using Melange.Host.Checkpoints;
using Melange.Host.Features;
using Melange.Host.Runs;
using Melange.Host.Training;
using TorchSharp;

namespace Melange.Host.Tests.Training;

/// <summary>Training with averages, validation, buckets and all that looks on.</summary>
public sealed class WatchedTrainingTests
{
    [Fact]
    public void Run_EverythingOnStoppedAndResumed_GivesTheBitsTheAveragesAndTheCurvesOfAnUninterruptedRun()
    {
        using var tiny = new TinyRun();
        var options = tiny.Options(
            "training.averageDecay=0.9", "training.accumulation=2", "training.buckets=2",
            "training.rateSchedule=cosine", "training.warmUpSteps=2", "training.earlyLossWeights={ \"steps\": 4 }",
            "training.validation={ \"everySteps\": 2 }");
        var corpus = TinyRun.Corpus(options);
        var whole = Train(options, corpus, $"{tiny.Folder}/whole");

        foreach (var stop in new[] { 1, 3 })
            Assert.Throws<OperationCanceledException>(() => Train(options, corpus, $"{tiny.Folder}/parts", stop));
        var resumed = Train(options, corpus, $"{tiny.Folder}/parts");

        AssertSameBits(whole, resumed);
        AssertSameBits(Averages($"{tiny.Folder}/whole"), Averages($"{tiny.Folder}/parts"));
        Assert.Equal(State($"{tiny.Folder}/whole").Validation, State($"{tiny.Folder}/parts").Validation);
        Assert.Equal([2, 4, 6], State($"{tiny.Folder}/parts").Validation.Select(point => point.Step));
    }

    [Fact]
    public void Run_Averaged_TheModelAndWhoeverLoadsItGetTheAverages()
    {
        using var tiny = new TinyRun();
        var options = tiny.Options("training.averageDecay=0.9");
        var corpus = TinyRun.Corpus(options);
        var plain = Train(tiny.Options(), corpus, $"{tiny.Folder}/plain");

        var averaged = Train(options, corpus, $"{tiny.Folder}/averaged");

        Assert.False(plain["estimator.toScore.weight"].SequenceEqual(averaged["estimator.toScore.weight"]));
        using var loaded = RunAssembly.BuildModel(options, corpus.Inventory, CPU);
        Assert.False(TinyTraining.Bits(loaded)["estimator.toScore.weight"]
            .SequenceEqual(averaged["estimator.toScore.weight"]), "The averages are still the fresh weights.");
        using var scope = NewDisposeScope();
        loaded.load_state_dict(Checkpoint.AllOf($"{tiny.Folder}/averaged")[^1].ReadAveragedWeights());
        AssertSameBits(averaged, TinyTraining.Bits(loaded));
    }

    [Fact]
    public void Run_Averaged_TheAveragesAreValidated()
    {
        using var tiny = new TinyRun();
        var options = tiny.Options("training.averageDecay=0.9", "training.validation={}", "training.learningRate=0.01");
        using var training = new TinyTraining(options, TinyRun.Corpus(options));

        var state = training.Run($"{tiny.Folder}/run");                             // the model ends with the averages

        var validation = new Validation(training.Model, options, training.Plan, CPU);
        Assert.Equal(validation.Measure(6), state.Validation.Single());
    }

    [Fact]
    public void Run_WatchedFromOutside_GivesTheBitsOfAnUnwatchedRun()
    {
        using var tiny = new TinyRun();
        var corpus = TinyRun.Corpus(tiny.Options());
        var plain = Train(tiny.Options(), corpus, $"{tiny.Folder}/plain");

        var watched = Train(tiny.Options(
            "training.validation={ \"everySteps\": 1 }", "training.consoleSteps=1", "training.logSteps=2",
            "training.tensorboard={ \"everySteps\": 1, \"pictureSteps\": 1 }"), corpus, $"{tiny.Folder}/watched");

        AssertSameBits(plain, watched);
    }

    [Fact]
    public void Run_BestValidation_HasACheckpoint()
    {
        using var tiny = new TinyRun();
        var options = tiny.Options(
            "training.validation={ \"everySteps\": 1 }", "training.checkpointSteps=1000", "training.steps=7");
        using var training = new TinyTraining(options, TinyRun.Corpus(options));
        var steps = new List<int?>();

        var state = training.Run($"{tiny.Folder}/run", progress: _ =>
            steps.Add(Checkpoint.AllOf($"{tiny.Folder}/run").Select(found => (int?)found.Step).Max()));

        // Asked after a step, before its checkpoint: the last checkpoint is the best of the steps before.
        var best = state.Validation.Take(6).MinBy(point => point.Loss)!.Step;
        Assert.Equal(best, steps[^1]);
        Assert.Equal(state.Validation.Min(point => point.Loss),
            Checkpoint.AllOf($"{tiny.Folder}/run").Min(found => found.ReadManifest().ValidationLoss));
    }

    [Fact]
    public void Run_OneTenAndHundredSteps_HaveAsManyTensorsAlive()
    {
        using var tiny = new TinyRun();
        var options = tiny.Options(
            "training.steps=101", "training.encoderSteps=0", "training.averageDecay=0.99", "training.accumulation=2",
            "training.batchSize=1", "training.checkpointSteps=9", "training.validation={ \"everySteps\": 3 }",
            "training.tensorboard={ \"everySteps\": 1, \"pictureSteps\": 5 }");
        using var training = new TinyTraining(options, TinyRun.Corpus(options));
        var alive = new Dictionary<int, long>();

        training.Run($"{tiny.Folder}/run", progress: step =>
            alive[step] = DisposeScopeManager.Statistics.ThreadTotalLiveCount);

        Assert.Equal([alive[1], alive[1]], [alive[10], alive[100]]);
    }

    private static Dictionary<string, byte[]> Train(
        RunOptions options, PreparedCorpus corpus, string folder, int stopAfter = 0) =>
        TinyTraining.Train(options, corpus, folder, stopAfter);

    private static TrainingState State(string folder) => Checkpoint.AllOf(folder)[^1].ReadManifest().Training!;

    private static Dictionary<string, byte[]> Averages(string folder)
    {
        using var scope = NewDisposeScope();
        return Checkpoint.AllOf(folder)[^1].Read(Checkpoint.Average)
            .ToDictionary(entry => entry.Key, entry => entry.Value.bytes.ToArray());
    }

    private static void AssertSameBits(Dictionary<string, byte[]> first, Dictionary<string, byte[]> second) =>
        TinyTraining.AssertSameBits(first, second);
}
