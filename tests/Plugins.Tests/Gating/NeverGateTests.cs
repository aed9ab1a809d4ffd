using Melange.Testing;

namespace Melange.Plugins.Tests.Gating;

public sealed class NeverGateTests : GateConformance
{
    protected override bool IsHard => true;

    protected override IGate Build(GateContext context) => new NeverGate(new(), context);

    [Fact]
    public void Blend_AttendedIsNaN_IsTheHiddenStateAndClosed()
    {
        using var scope = NewDisposeScope();
        var (hidden, attended) = Gates.States();

        var (output, openness) = new NeverGate(new(), Gates.Place).Blend(hidden, attended * double.NaN, Gates.Match());

        TensorAssert.SameBits(hidden, output);
        TensorAssert.SameBits(zeros(1, 3), openness);
    }

    [Fact]
    public void Blend_Backwards_GivesAttendedNoGradient()
    {
        using var scope = NewDisposeScope();
        var (hidden, attended) = Gates.States();

        new NeverGate(new(), Gates.Place).Blend(hidden, attended, Gates.Match()).Output.sum().backward();

        Assert.Null(attended.grad);
        TensorAssert.SameBits(ones_like(hidden), hidden.grad!);
    }
}
