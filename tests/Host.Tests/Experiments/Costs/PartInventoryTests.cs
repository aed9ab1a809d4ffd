using Melange.Host.Experiments.Costs;
using Melange.Host.Plugins;
using Melange.Host.Tests.Configs;
using TorchSharp.Modules;

namespace Melange.Host.Tests.Experiments.Costs;

/// <summary>The work of a part that states none is estimated from the positions that it does state.</summary>
public sealed class PartInventoryTests
{
    private const int Weights = 10;
    private static readonly PassSize Size = new(Batch: 3, TargetFrames: 7, ReferenceFrames: 5, Phonemes: 4);

    [Theory, InlineData(1, 3 * Weights * 7), InlineData(20, 3 * Weights * 7 * 20)]
    public void List_EstimatorWithSites_CountsThePositionsOfItsSites(long bins, long expected)
    {
        using var estimator = new Estimator();
        var catalog = SampleCatalog.With();
        var site = new AttentionSite("layer.0", Level: 0, Channels: 8, bins, ReferenceWidth: 6);
        var context = new EstimatorContext(80, [], new(), []);

        var listed = new PartInventory(
            [
                Built("attention", site, new SampleAttention(new(), site)), Built("estimator", context, estimator)
            ], []).List((Size, new(), new Dictionary<string, long[]>()), (Size, new()));

        var work = listed.Single(part => part.Place == "model.estimator");
        Assert.Equal((expected, true), (work.Score, work.IsEstimated));

        BuiltPart Built(string slot, object place, object instance) =>
            new(catalog.Parts.First(part => part.Slot == slot), place, instance)
            { Place = slot, Again = () => instance };
    }

    private sealed class Estimator : nn.Module, IEstimator
    {
        private readonly Linear weights;

        public Estimator() : base(nameof(Estimator))
        {
            weights = nn.Linear(2, Weights / 2, hasBias: false);
            RegisterComponents();
        }

        public Tensor Score(EstimatorInput input) => weights.forward(input.Noisy);
    }
}
