using Melange;
using Melange.Testing;

namespace PartSpace.Tests;

/// <summary>The conformance suite of the slot, and what this part promises beyond it.</summary>
public sealed class PartNameTests : MetricConformance
{
    protected override IMetric Build(MetricContext context) => new PartName(new(), context);

    [Fact]
    public void Measure_TwiceAsSlowAndHigherByTwo_IsTwo()
    {
        using var scope = NewDisposeScope();
        var input = Example();
        var slower = input.TargetLogMel.repeat_interleave(2, dim: 1) + 2;

        var value = Build(Context).Measure(input with { SynthesisedLogMel = slower });

        Assert.Equal(2, value!.Value, tolerance: 1e-6);
    }
}
