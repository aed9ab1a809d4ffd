using Melange.Host.Assembly;
using Melange.Host.Checkpoints;
using Melange.Host.Experiments;
using Melange.Host.Features;
using Melange.Host.Training;
using Microsoft.Extensions.Logging.Abstractions;
using TorchSharp;

namespace Melange.Host.Tests.Training;

public sealed class TrainerTests
{
    [Theory, InlineData("f2f"), InlineData("f2b"), InlineData("linear")]
    public void Run_SameSeedTwice_GivesTheSameBits(string attention)
    {
        using var tiny = new TinyRun();
        var options = tiny.Options($"model.estimator.attention.use={attention}");
        var corpus = TinyRun.Corpus(options);

        var first = Train(options, corpus, $"{tiny.Folder}/first");
        var second = Train(options, corpus, $"{tiny.Folder}/second");

        AssertSameBits(first, second);
    }

    [Theory, InlineData("f2f"), InlineData("f2b"), InlineData("linear")]
    public void Run_StoppedAndResumed_GivesTheBitsOfAnUninterruptedRun(string attention)
    {
        using var tiny = new TinyRun();
        var options = tiny.Options($"model.estimator.attention.use={attention}");
        var corpus = TinyRun.Corpus(options);
        var whole = Train(options, corpus, $"{tiny.Folder}/whole");

        foreach (var stop in new[] { 1, 3 }) // in the encoder's steps, and after them
            Assert.Throws<OperationCanceledException>(() => Train(options, corpus, $"{tiny.Folder}/parts", stop));
        var resumed = Train(options, corpus, $"{tiny.Folder}/parts");

        AssertSameBits(whole, resumed);
    }

    [Theory]
    [InlineData("{ \"use\": \"none\" }")]
    [InlineData("{ \"default\": { \"use\": \"f2f\", \"heads\": 2, \"features\": 2 }, \"mid\": { \"use\": \"none\" }, "
        + "\"up.0\": { \"use\": \"linear\", \"heads\": 2, \"features\": 2 }, "
        + "\"up.1\": { \"use\": \"f2b\", \"heads\": 2, \"features\": 2, \"dropout\": 0.3 } }")]
    public void Run_NoAttentionOrOneOfEachStoppedAndResumed_GivesTheBitsOfAnUninterruptedRun(string attention)
    {
        using var tiny = new TinyRun();
        var options = tiny.Options(
            "model.estimator.attention=null", $"model.estimator.attention={attention}", "training.averageDecay=0.9");
        var corpus = TinyRun.Corpus(options);
        var whole = Train(options, corpus, $"{tiny.Folder}/whole");

        foreach (var stop in new[] { 1, 3 }) // in the encoder's steps, and after them
            Assert.Throws<OperationCanceledException>(() => Train(options, corpus, $"{tiny.Folder}/parts", stop));
        var resumed = Train(options, corpus, $"{tiny.Folder}/parts");

        AssertSameBits(whole, resumed);
    }

    [Theory, InlineData(1), InlineData(2)]
    public void Run_UtterancesWithoutTimesStoppedAndResumed_GivesTheBitsOfAnUninterruptedRun(int oneIn)
    {
        using var tiny = new TinyRun();
        var options = tiny.Options("model.encoder.conditions=[\"speaker\"]", "training.learningRate=0.01");
        var corpus = Timeless.Corpus(options, oneIn);
        var whole = Train(options, corpus, $"{tiny.Folder}/whole");

        foreach (var stop in new[] { 1, 4 }) // in the encoder's steps, and after them
            Assert.Throws<OperationCanceledException>(() => Train(options, corpus, $"{tiny.Folder}/parts", stop));
        var resumed = Train(options, corpus, $"{tiny.Folder}/parts");

        AssertSameBits(whole, resumed);
    }

    [Fact]
    public void Run_SoftGateStoppedAndResumed_GivesTheBitsAndTheLogOfAnUninterruptedRun()
    {
        using var tiny = new TinyRun();
        var options = tiny.Options(
            "model.estimator.gate.use=phoneme-fallback-soft", "model.estimator.gate.penalty=0.5",
            "model.estimator.rezero={ \"default\": \"learned\", \"mid\": \"fixed\" }", "training.learningRate=0.01");
        var corpus = TinyRun.Corpus(options);
        var whole = Train(options, corpus, $"{tiny.Folder}/whole");

        Assert.Throws<OperationCanceledException>(() => Train(options, corpus, $"{tiny.Folder}/parts", stopAfter: 4));
        var resumed = Train(options, corpus, $"{tiny.Folder}/parts");

        AssertSameBits(whole, resumed);
        var losses = Losses($"{tiny.Folder}/parts");
        Assert.Equal(Losses($"{tiny.Folder}/whole"), losses, (one, other) => one.Penalty == other.Penalty);
        Assert.Null(losses[0].Penalty);                   // the encoder's steps
        Assert.Equal(0, losses[2].Penalty);               // the hard rule
        Assert.True(losses[^1].Penalty > 0, "The blends did not move.");
        Assert.All(losses, point => Assert.Equal(1, point.Rezero["mid"]));
        Assert.NotEqual(1, losses[^1].Rezero["down.0"]);
    }

    [Fact]
    public void Run_OtherSeed_GivesOtherWeights()
    {
        using var tiny = new TinyRun();
        var corpus = TinyRun.Corpus(tiny.Options());

        var first = Train(tiny.Options("seed=1"), corpus, $"{tiny.Folder}/first");
        var second = Train(tiny.Options("seed=2"), corpus, $"{tiny.Folder}/second");

        Assert.False(first["estimator.toScore.weight"].SequenceEqual(second["estimator.toScore.weight"]));
    }

    [Fact]
    public void Run_EveryWeight_HasMovedFromItsStart()
    {
        using var tiny = new TinyRun();
        var options = tiny.Options();
        var corpus = TinyRun.Corpus(options);
        using var fresh = RunAssembly.BuildModel(options, corpus.Inventory, CPU);

        var trained = Train(options, corpus, $"{tiny.Folder}/run");

        var still = trained.Where(weight => fresh.state_dict()[weight.Key].contiguous().bytes.SequenceEqual(weight.Value));
        Assert.Empty(still.Select(weight => weight.Key));
    }

    [Fact]
    public void Run_ReferencesDropped_LearnsTheNullReference()
    {
        using var tiny = new TinyRun();
        var options = tiny.Options("model.referenceDropout=0.5", "model.estimator.gate.use=always");
        var corpus = TinyRun.Corpus(options);

        var trained = Train(options, corpus, $"{tiny.Folder}/run");

        Assert.Contains(trained["nullReference.speaker"], one => one != 0);
        Assert.Contains(trained["nullReference.melstyle"], one => one != 0);
    }

    [Theory, InlineData("learned"), InlineData("fixed")]
    public void Run_RezeroOfAMode_IsLoggedForEverySite(string mode)
    {
        using var tiny = new TinyRun();
        var options = tiny.Options(
            $"model.estimator.rezero={mode}", "model.estimator.rezeroStart=0.25",
            "training.steps=1", "training.encoderSteps=0", "training.learningRate=1e-9");
        var corpus = TinyRun.Corpus(options);
        using var model = RunAssembly.BuildModel(options, corpus.Inventory, CPU);
        var plan = new BatchPlan(corpus, options.Training, options.Seed);

        var state = new Trainer(model, options, plan, NullLogger<Trainer>.Instance).Run(
            TinyRun.Checkpoints($"{tiny.Folder}/run", options, corpus.Inventory), CPU, _ => { }, CancellationToken.None);

        var rezero = state.Losses.Single().Rezero;
        Assert.Equal(["down.0", "down.1", "down.2", "mid", "up.0", "up.1"], rezero.Keys);
        Assert.All(rezero.Values, value => Assert.Equal(0.25, value, 1e-6)); // one step of next to no size
    }

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
        using var scope = NewDisposeScope();
        var loaded = Checkpoint.AllOf($"{tiny.Folder}/averaged")[^1].ReadAveragedWeights();
        AssertSameBits(averaged, averaged.Keys.ToDictionary(key => key, key => loaded[key].bytes.ToArray()));
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
        var steps = new List<string?>();

        var state = training.Run($"{tiny.Folder}/run", progress: _ =>
            steps.Add(Checkpoint.AllOf($"{tiny.Folder}/run") is [.., var last] ? Path.GetFileName(last.Path) : null));

        // Asked after a step, before its checkpoint: the last checkpoint is the best of the steps before.
        var best = state.Validation.Take(6).MinBy(point => point.Loss)!.Step;
        Assert.Equal($"step-{best:d8}", steps[^1]);
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

    private static IReadOnlyList<LossPoint> Losses(string folder) => State(folder).Losses;

    private static Dictionary<string, byte[]> Averages(string folder)
    {
        using var scope = NewDisposeScope();
        return Checkpoint.AllOf(folder)[^1].Read(Checkpoint.Average)
            .ToDictionary(entry => entry.Key, entry => entry.Value.bytes.ToArray());
    }

    private static void AssertSameBits(Dictionary<string, byte[]> first, Dictionary<string, byte[]> second) =>
        TinyTraining.AssertSameBits(first, second);
}
