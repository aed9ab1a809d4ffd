using Melange;
using Melange.Testing;

namespace PartSpace.Tests;

/// <summary>The conformance suite of the slot, and what this part promises beyond it.</summary>
public sealed class PartNameTests : ConditionerConformance
{
    protected override IConditioner Build(ConditionerContext context) => new PartName(new() { Width = 3 }, context);

    [Fact]
    public void Condition_BinsInAnotherOrder_GivesTheSame()
    {
        using var scope = NewDisposeScope();
        var conditioner = Build(Context);
        var reference = Example();

        var features = Condition(conditioner, reference);

        var upsideDown = reference with { LogMel = reference.LogMel.flip(1) };
        TensorAssert.Close(features, Condition(conditioner, upsideDown), 1e-5); // another order of float32 sums
    }
}
