using Melange.Host.Assembly;
using Melange.Host.Experiments;
using Melange.Host.Features;

namespace Melange.Host.Tests.Experiments;

public sealed class ShippedExperimentsTests
{
    public static TheoryData<string> Files =>
    [
        .. Directory.GetFiles(Path.Combine(TestFolder.Repository, "experiments"), "*.json")
            .Where(file => Path.GetFileName(file) != "vocoder.json").Order() // which has no variants
    ];

    [Theory, MemberData(nameof(Files))]
    public void Read_ShippedExperiment_HasNoFault(string file)
    {
        var plan = ExperimentPlan.Read(file, [$"corpus.path={TestFolder.ShippedCorpus}"], TinyRun.Catalog, "runs");

        Assert.Equal(plan.File.Variants.Count * plan.File.Options.Seeds.Count, plan.Trials.Count);
        Assert.Equal(42, plan.Inventory.PhonemeCount); // 41 and padding
    }

    [Fact]
    public void Read_Matched_HasVariantsWithAsManyWeightsInTheEstimator()
    {
        using var scope = NewDisposeScope();
        var plan = ExperimentPlan.Read(Path.Combine(TestFolder.Repository, "experiments/matched.json"),
            [$"corpus.path={TestFolder.ShippedCorpus}"], TinyRun.Catalog, "runs");

        var weights = plan.Trials.DistinctBy(trial => trial.Variant)
            .Select(trial => Weights(trial, plan.Inventory)).ToList();

        Assert.Equal(2, weights.Count);
        Assert.InRange(weights[1] / (double)weights[0], 0.98, 1.02);
    }

    private static long Weights(Trial trial, CorpusInventory inventory)
    {
        using var model = RunAssembly.BuildModel(trial.Options, inventory, CPU);
        return model.EstimatorWeights!.parameters().Sum(weight => weight.NumberOfElements);
    }

    [Fact]
    public void Read_DemoWithOtherSeeds_SetsThemForTheExperimentAndStepsForTheVariants()
    {
        var demo = Path.Combine(TestFolder.Repository, "experiments/demo.json");
        string[] settings = ["seeds=[3,5]", "training.steps=1234", $"corpus.path={TestFolder.ShippedCorpus}"];

        var plan = ExperimentPlan.Read(demo, settings, TinyRun.Catalog, "runs");

        Assert.Equal([3, 5, 3, 5], plan.Trials.Select(trial => trial.Options.Seed));
        Assert.All(plan.Trials, trial => Assert.Equal(1234, trial.Options.Training.Steps));
    }
}
