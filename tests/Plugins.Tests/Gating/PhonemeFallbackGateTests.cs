using Melange.Testing;

namespace Melange.Plugins.Tests.Gating;

public sealed class PhonemeFallbackGateTests : GateConformance
{
    protected override bool IsHard => true;

    protected override IGate Build(GateContext context) => new PhonemeFallbackGate(new(), context);

    [Fact]
    public void AllowedPairs_PhonemesOfBothSides_PairsTheSameOnly()
    {
        using var scope = NewDisposeScope();

        var pairs = new PhonemeFallbackGate(new(), Gates.Place).AllowedPairs(Gates.Match());

        bool[,] expected = { { false, true, false }, { false, false, false }, { false, false, false } };
        TensorAssert.SameBits(tensor(expected).unsqueeze(0), pairs);
    }

    [Fact]
    public void Blend_PhonemePresent_IsTheAttendedState()
    {
        using var scope = NewDisposeScope();
        var (hidden, attended) = Gates.States();

        var (output, openness) = new PhonemeFallbackGate(new(), Gates.Place).Blend(hidden, attended, Gates.Match());

        TensorAssert.SameBits(attended.select(3, 0), output.select(3, 0));
        TensorAssert.SameBits(tensor(new float[,] { { 1, 0, 0 } }), openness);
    }

    [Fact]
    public void Blend_PhonemeAbsentAndAttendedNaN_IsTheHiddenState()
    {
        using var scope = NewDisposeScope();
        var (hidden, attended) = Gates.States();

        var gate = new PhonemeFallbackGate(new(), Gates.Place);
        var output = gate.Blend(hidden, attended * double.NaN, Gates.Match()).Output;

        TensorAssert.SameBits(hidden.narrow(3, 1, 2), output.narrow(3, 1, 2));
    }

    [Fact]
    public void Blend_Backwards_GivesAttendedAGradientWherePresentOnly()
    {
        using var scope = NewDisposeScope();
        var (hidden, attended) = Gates.States();
        var present = tensor(new float[] { 1, 0, 0 }).expand(hidden.shape);

        new PhonemeFallbackGate(new(), Gates.Place).Blend(hidden, attended, Gates.Match()).Output.sum().backward();

        TensorAssert.SameBits(present, attended.grad!);
        TensorAssert.SameBits(1 - present, hidden.grad!);
    }
}
