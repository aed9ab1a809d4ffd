using Melange;
using Melange.Testing;

namespace PartSpace.Tests;

/// <summary>The conformance suite of the slot, and what this part promises beyond it.</summary>
public sealed class PartNameTests : GateConformance
{
    protected override IGate Build(GateContext context) => new PartName(new(), context);

    [Fact]
    public void Blend_Untrained_LetsTheStartingSharePass()
    {
        using var scope = NewDisposeScope();
        var site = new AttentionSite("mid", Level: 0, Channels: 3, Bins: 4, ReferenceWidth: 7);
        using var gate = new PartName(new() { Start = 0.25 }, new(site, ["", "aa", "b"]));
        var mask = ones(1, 2, dtype: ScalarType.Bool);
        var phonemes = tensor(new long[,] { { 1, 2 } });

        var output = gate.Blend(zeros(1, 3, 4, 2), ones(1, 3, 4, 2), new(phonemes, mask, phonemes, mask)).Output;

        TensorAssert.Close(full([1, 3, 4, 2], 0.25), output, 1e-6);
    }
}
