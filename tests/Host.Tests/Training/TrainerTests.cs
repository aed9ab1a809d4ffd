using Melange.Host.Assembly;
using Melange.Host.Assembly.Options;
using Melange.Host.Checkpoints;
using Melange.Host.Features;
using Melange.Host.Runs;
using Melange.Host.Training;
using Microsoft.Extensions.Logging.Abstractions;

namespace Melange.Host.Tests.Training;

public sealed class TrainerTests
{
    private const string Reflow = """training.reflow={ "steps": 2, "sampler": { "use": "heun", "steps": 2 } }""";

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

    [Theory]
    [InlineData("f2f", "float32"), InlineData("f2b", "float32"), InlineData("linear", "float32")]
    [InlineData("f2f", "bfloat16"), InlineData("f2b", "bfloat16"), InlineData("linear", "bfloat16")]
    public void Run_StoppedAndResumed_GivesTheBitsOfAnUninterruptedRun(string attention, string precision)
    {
        using var tiny = new TinyRun();
        var options = tiny.Options($"model.estimator.attention.use={attention}", $"precision={precision}",
            "model.estimator.dim=16"); // channels last
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

    [Theory, InlineData("grad-tts", 0), InlineData("flow-matching", 0.5)]
    public void Run_ReflowStoppedAndResumed_GivesTheBitsOfAnUninterruptedRun(string process, double averageDecay)
    {
        using var tiny = new TinyRun();
        string[] settings = [$"model.process.use={process}", $"training.averageDecay={averageDecay}",
            "model.referenceDropout=0.3", "training.checkpointSteps=100", "training.keepLast=1"];
        var options = tiny.Options([.. settings, Reflow]);
        var corpus = TinyRun.Corpus(options);
        var whole = Train(options, corpus, $"{tiny.Folder}/whole");
        var plain = Train(tiny.Options(settings), corpus, $"{tiny.Folder}/plain");

        foreach (var stop in new[] { 3, 4, 5 }) // before reflow, where it begins, and in it
            Assert.Throws<OperationCanceledException>(() => Train(options, corpus, $"{tiny.Folder}/parts", stop));
        Assert.Equal([4, 5], Checkpoint.AllOf($"{tiny.Folder}/parts").Select(found => found.Step));
        var resumed = Train(options, corpus, $"{tiny.Folder}/parts");

        AssertSameBits(whole, resumed);
        Assert.False(whole["estimator.toScore.weight"].SequenceEqual(plain["estimator.toScore.weight"]));
    }

    [Fact]
    public void Run_ResumedInReflowWithoutTheWeightsItBeganWith_SaysWhatIsGone()
    {
        using var tiny = new TinyRun();
        var options = tiny.Options(Reflow, "training.keepLast=1");
        var corpus = TinyRun.Corpus(options);
        Assert.Throws<OperationCanceledException>(() => Train(options, corpus, $"{tiny.Folder}/parts", stopAfter: 5));
        Directory.Delete(Checkpoint.AllOf($"{tiny.Folder}/parts")[0].Path, recursive: true);

        var fault = Assert.Throws<FaultException>(() => Train(options, corpus, $"{tiny.Folder}/parts")).Faults.Single();

        Assert.Equal("the checkpoint of step 4 must be there, since reflow goes from its weights, but is gone. Take the "
            + "later ones away to go on from an earlier one.", fault.Message);
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

        var still = trained.Where(
            weight => fresh.state_dict()[weight.Key].contiguous().bytes.SequenceEqual(weight.Value));
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
            TinyRun.Checkpoints($"{tiny.Folder}/run", options, corpus.Inventory), CPU, _ => { },
            CancellationToken.None);

        var rezero = state.Losses.Single().Rezero;
        Assert.Equal(["down.0", "down.1", "down.2", "mid", "up.0", "up.1"], rezero.Keys);
        Assert.All(rezero.Values, value => Assert.Equal(0.25, value, 1e-6)); // one step of next to no size
    }

    private static Dictionary<string, byte[]> Train(
        RunOptions options, PreparedCorpus corpus, string folder, int stopAfter = 0) =>
        TinyTraining.Train(options, corpus, folder, stopAfter);

    private static IReadOnlyList<LossPoint> Losses(string folder) =>
        Checkpoint.AllOf(folder)[^1].ReadManifest().Training!.Losses;

    private static void AssertSameBits(Dictionary<string, byte[]> first, Dictionary<string, byte[]> second) =>
        TinyTraining.AssertSameBits(first, second);
}
