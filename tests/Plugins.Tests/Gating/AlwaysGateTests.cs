using Melange.Testing;

namespace Melange.Plugins.Tests.Gating;

public sealed class AlwaysGateTests : GateConformance
{
    protected override bool IsHard => true;

    protected override IGate Build(GateContext context) => new AlwaysGate(new(), context);

    [Fact]
    public void AllowedPairs_AnyMatch_AreAllPairsOfRealFrames()
    {
        using var scope = NewDisposeScope();

        var pairs = new AlwaysGate(new(), Gates.Place).AllowedPairs(Gates.Match());

        bool[,] expected = { { true, true, false }, { true, true, false }, { false, false, false } };
        TensorAssert.SameBits(tensor(expected).unsqueeze(0), pairs);
    }

    [Fact]
    public void Blend_AnyStates_IsTheAttendedStateOpenInRealFrames()
    {
        using var scope = NewDisposeScope();
        var (hidden, attended) = Gates.States();

        var (output, openness) = new AlwaysGate(new(), Gates.Place).Blend(hidden, attended, Gates.Match());

        TensorAssert.SameBits(attended, output);
        TensorAssert.SameBits(tensor(new float[,] { { 1, 1, 0 } }), openness);
    }
}
