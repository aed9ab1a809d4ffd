using Melange;
using Melange.Testing;

namespace PartSpace.Tests;

/// <summary>The conformance suite of the slot, and what this part promises beyond it.</summary>
public sealed class PartNameTests : EstimatorConformance
{
    protected override IEstimator Build(EstimatorContext context, SiteParts parts) => new PartName(
        new() { Channels = 6, Attention = parts.Attention, Gate = parts.Gate }, context);

    [Fact]
    public void Score_GateOpen_HearsTheReference()
    {
        using var scope = NewDisposeScope();
        using var off = no_grad();
        var (estimator, input) = (Build(Context, Parts), EstimatorExample.For(Context));
        var louder = input with { Reference = input.Reference with { Features = input.Reference.Features + 1 } };

        Assert.False(estimator.Score(input).allclose(estimator.Score(louder)));
    }
}
