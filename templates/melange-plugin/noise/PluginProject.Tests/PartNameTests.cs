using Melange;
using Melange.Testing;

namespace PartSpace.Tests;

/// <summary>The conformance suite of the slot, and what this part promises beyond it.</summary>
public sealed class PartNameTests : NoiseConformance
{
    protected override INoise Build(NoiseContext context) => new PartName(new());

    [Fact]
    public void Draw_ManyValues_StaysWithinTheLimitAndNearlyReachesIt()
    {
        using var scope = NewDisposeScope();
        var mean = zeros(1, 80, 500);
        var input = NoiseExample.Create().Input with { Mean = mean, TargetMask = ones(1, 500, dtype: ScalarType.Bool) };

        var noise = new PartName(new() { Limit = 1, Scale = 3 }).Draw(input);

        Assert.InRange(noise.abs().max().item<float>(), 2.9, 3.0001); // of 40000 values the largest is near 3
    }
}
