using TorchSharp;
using Xunit;

namespace Melange.Testing;

public abstract partial class GateConformance
{
    /// <summary>No gradient reaches the attended state of a frame that is closed.</summary>
    [Fact]
    public void Blend_Backwards_GivesAttendedNoGradientInClosedFrames()
    {
        using var scope = NewDisposeScope();
        var example = GateExample.For(Context);
        var attended = example.Attended.requires_grad_();

        var (output, openness) = Built().Blend(example.Hidden.requires_grad_(), attended, example.Match);
        output.square().sum().backward();

        var gradient = attended.grad ?? zeros_like(attended);
        var closed = FramesOf(example, openness, 0).expand(gradient.shape);
        Assert.True(gradient.masked_select(closed).eq(0).all().item<bool>(), "A gradient reaches the attended state.");
    }

    /// <summary>Every weight of a gate learns.</summary>
    [Fact]
    public void Blend_Backwards_GivesEveryParameterAFiniteGradient()
    {
        using var scope = NewDisposeScope();
        var gate = Built();
        var example = GateExample.For(Context);

        var (output, _) = gate.Blend(
            example.Hidden.requires_grad_(), example.Attended.requires_grad_(), example.Match);
        output.square().sum().backward();

        TensorAssert.GradientsReachAll(gate);
    }

    /// <summary>In bfloat16, weights and states, it gives what it gives in float32 but for rounding.</summary>
    [Fact]
    public void Blend_InBfloat16_IsThatOfFloat32ButForRounding()
    {
        using var scope = NewDisposeScope();
        var gate = Built();
        var example = GateExample.For(Context);
        var expected = Blend(gate, example);
        Bfloat16Example.Cast(gate);

        var (output, openness) = Blend(gate, example with
        {
            Hidden = example.Hidden.to(ScalarType.BFloat16),
            Attended = example.Attended.to(ScalarType.BFloat16)
        });

        Bfloat16Example.Near(expected.Output, output, ScalarType.BFloat16);
        Bfloat16Example.Near(expected.Openness, openness, ScalarType.BFloat16);
    }

    /// <summary>Gradients of both states are those of small steps; a gate's own weights may be clamped.</summary>
    [Fact]
    public void Blend_InFloat64_HasTheGradientsOfSmallSteps()
    {
        using var scope = NewDisposeScope();
        using var random = new Generator(9);
        var gate = Built();
        (gate as nn.Module)?.to(float64);
        var example = GateExample.For(Context);
        var (hidden, attended) = (example.Hidden.to(float64), example.Attended.to(float64));
        var direction = randn(hidden.shape, dtype: float64, generator: random);
        var leaves = new Dictionary<string, Tensor>
        {
            ["hidden"] = hidden.requires_grad_(),
            ["attended"] = attended.requires_grad_()
        };

        GradientAssert.AgreesAlongDirections(
            () => (gate.Blend(hidden, attended, example.Match).Output * direction).sum(), leaves);
    }
}
