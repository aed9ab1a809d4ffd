using Melange.Host.Checkpoints;
using Melange.Host.Configs;
using Melange.Host.Features;
using Melange.Host.Runs;

namespace Melange.Host.Tests.Checkpoints;

public sealed class OriginDifferencesTests
{
    private static readonly CorpusInventory Inventory = new(["_", "a", "b"], ["ann"], ["calm"]);

    [Theory]
    [InlineData("training.checkpointSteps=1"), InlineData("training.keepLast=9"), InlineData("training.keepSteps=[3]")]
    [InlineData("training.logSteps=2"), InlineData("training.consoleSteps=2"), InlineData("synthesis.durationScale=2")]
    [InlineData("training.tensorboard={ \"everySteps\": 1 }")]
    [InlineData("evaluate.shown=3"), InlineData("metrics.mcd=null"), InlineData("training.steps=9")]
    public void OfRun_ChangeThatTouchesNoStepDone_IsNone(string setting)
    {
        using var tiny = new TinyRun();

        Assert.Empty(Differences(tiny, setting, step: 4));
    }

    [Theory]
    [InlineData("training.batchSize=4", "training.batchSize 3 → 4")]
    [InlineData("training.learningRate=0.5", "training.learningRate (unset) → 0.5")]
    [InlineData("seed=2", "seed (unset) → 2"), InlineData("threads=2", "threads 1 → 2")]
    [InlineData("model.estimator.dim=16", "model.estimator.dim 8 → 16")]
    [InlineData("training.validation={ \"everySteps\": 1 }", "training.validation.everySteps (unset) → 1")]
    public void OfRun_ChangeOfTheSteps_IsShown(string setting, string line)
    {
        using var tiny = new TinyRun();

        Assert.Equal([$"~ config {line}"], Differences(tiny, setting, step: 4));
    }

    [Theory]
    [InlineData(2, 3, 1)]
    [InlineData(2, 2, 0), InlineData(0, 3, 0), InlineData(2, 0, 0)]                 // the same, or nobody noted them
    public void OfRun_OtherNumberOfThreadsFromTheSameOption_IsShown(int found, int wanted, int lines)
    {
        using var tiny = new TinyRun();
        var origin = Origin(tiny, ["threads=0"]);

        var shown = OriginDifferences.OfRun(origin with { Threads = found }, origin with { Threads = wanted }, 4);

        Assert.Equal(Enumerable.Repeat("~ threads 2 -> 3, so that gradients differ in their last bits", lines), shown);
    }

    [Fact]
    public void OfRun_OtherOptionOfThreads_IsShownOnce()
    {
        using var tiny = new TinyRun();

        var shown = OriginDifferences.OfRun(
            Origin(tiny, []) with { Threads = 1 }, Origin(tiny, ["threads=2"]) with { Threads = 2 }, 4);

        Assert.Equal(["~ config threads 1 → 2"], shown);
    }

    [Theory]
    [InlineData(8, 4, 7, false)]            // the cool-down of 4 steps began at step 4 of 8
    [InlineData(8, 4, 4, true)]             // none of it is done
    [InlineData(8, 0, 7, true)]             // there is none
    public void OfRun_MoreStepsThanBefore_AreFreeWhileTheRatesOfTheStepsDoneStay(
        int steps, int coolDown, int done, bool isFree)
    {
        using var tiny = new TinyRun();
        string[] before = [$"training.steps={steps}", $"training.coolDownSteps={coolDown}"];

        var lines = OriginDifferences.OfRun(Origin(tiny, before), Origin(tiny, [.. before, "training.steps=20"]), done);

        Assert.Equal(isFree ? [] : ["~ config training.steps 8 → 20"], lines);
    }

    [Theory]
    [InlineData("", "steps: 3", 6, 6, "")]                              // trained on, straightened
    [InlineData("", "steps: 4", 6, 6, "reflow.sampler.use, reflow.steps, steps")] // one step of reflow would be done
    [InlineData("steps: 2", "steps: 5", 4, 6, "")]                      // at the same step; not begun
    [InlineData("steps: 2", "steps: 5", 6, 6, "")]                      // in it, and longer
    [InlineData("steps: 2", "steps: 2", 6, 6, "steps")]                 // in it, and later
    [InlineData("steps: 2", "steps: 5, temperature: 2", 6, 6, "reflow.steps, reflow.temperature, steps")]
    public void OfTraining_Reflow_IsFreeWhileItLearnedNoneOfTheStepsDone(
        string before, string now, int done, int steps, string shown)
    {
        using var tiny = new TinyRun();

        var lines = OriginDifferences.OfTraining(Origin(tiny, [$"training.steps={steps}", .. Reflow(before)]).Config,
            Origin(tiny, ["training.steps=9", .. Reflow(now)]).Config, done);

        Assert.Equal(shown, string.Join(", ", lines.Select(line => line["training.".Length..].Split(' ')[0])
            .Order(StringComparer.Ordinal)));

        static string[] Reflow(string options) => options.Length == 0 ? [] :
            [$$"""training.reflow={ {{options.Replace("steps", "\"steps\"", StringComparison.Ordinal)
                .Replace("temperature", "\"temperature\"", StringComparison.Ordinal)}}, "sampler": { "use": "heun" } }"""];
    }

    [Fact]
    public void OfRun_OtherPluginOfTheModel_IsShownWithItsVersionsAndHashes()
    {
        using var tiny = new TinyRun();
        var origin = Origin(tiny, []);
        PluginStamp Changed(PluginStamp stamp, string id) => stamp.Id == id
            ? stamp with { Version = "9.0", Sha256 = "0123456789abcdef" } : stamp;
        CheckpointOrigin With(string id) =>
            origin with { Plugins = [.. origin.Plugins.Select(stamp => Changed(stamp, id))] };
        var now = origin.Plugins.Single(stamp => stamp.Id == "Estimator");

        Assert.Equal([$"~ plugin Estimator 9.0 (01234567) -> {now.Version} ({now.Sha256[..8]})"],
            OriginDifferences.OfRun(With("Estimator"), origin, 4));
        Assert.Single(OriginDifferences.OfRun(With("Corpora"), origin, 4));
        Assert.Single(OriginDifferences.OfModel(With("Estimator"), origin));
        Assert.Empty(OriginDifferences.OfModel(With("Corpora"), origin));           // it only reads
        Assert.Empty(OriginDifferences.OfRun(With("Metrics"), origin, 4));
    }

    [Fact]
    public void OfInventories_OtherNames_AreShown() => Assert.Equal(
        ["~ phonemes _ a b -> _ a c", "~ speakers ann -> ann bob"],
        OriginDifferences.OfInventories(Inventory, new(["_", "a", "c"], ["ann", "bob"], ["calm"])));

    [Fact]
    public void OfModel_Config_CountsWhereTensorsDependOnIt()
    {
        using var tiny = new TinyRun();

        Assert.Empty(OriginDifferences.OfModel(Origin(tiny, []), Origin(tiny, ["training.batchSize=9", "seed=4"])));
        Assert.Equal(["~ config diffusion.betaMax (unset) → 9", "~ config features.lowHz (unset) → 20",
            "~ config model.estimator.dim 8 → 16"],
            OriginDifferences.OfModel(Origin(tiny, []),
                Origin(tiny, ["model.estimator.dim=16", "features.lowHz=20", "diffusion.betaMax=9"])).Order());
    }

    private static IReadOnlyList<string> Differences(TinyRun tiny, string setting, int step) =>
        OriginDifferences.OfRun(Origin(tiny, []), Origin(tiny, [setting]), step);

    private static CheckpointOrigin Origin(TinyRun tiny, string[] settings) =>
        CheckpointOrigin.Of(LayeredConfig.Read(tiny.File, settings), TinyRun.Catalog, Inventory);
}
