using TorchSharp;
using Xunit;

namespace Melange.Testing;

public abstract partial class ReferenceAttentionConformance
{
    /// <summary>Every weight learns, and neither NaN in a useless frame nor an empty row spoils that.</summary>
    [Fact]
    public void Attend_Backwards_GivesEveryParameterAFiniteGradient()
    {
        using var scope = NewDisposeScope();
        var attention = Built();
        var example = AttentionExample.For(Site).WithUselessNaN();

        var loss = attention.Attend(example.Hidden, example.Input).square().sum();
        if (loss.requires_grad)
            loss.backward();

        TensorAssert.GradientsReachAll(attention);
    }

    /// <summary>In bfloat16 it gives what it gives in float32 but for rounding, and learns.</summary>
    [Fact]
    public void Attend_InBfloat16_IsThatOfFloat32ButForRounding()
    {
        using var scope = NewDisposeScope();
        var attention = Built();
        var example = AttentionExample.For(Site);
        var expected = Attend(attention, example);
        Bfloat16Example.Cast(attention);

        var output = attention.Attend(example.Hidden.to(ScalarType.BFloat16), example.Input with
        {
            Reference = example.Input.Reference.to(ScalarType.BFloat16)
        });
        var loss = output.to(float32).square().sum();
        if (loss.requires_grad)
            loss.backward();

        Bfloat16Example.Near(expected, output.detach(), ScalarType.BFloat16);
        TensorAssert.GradientsReachAll(attention);
    }

    /// <summary>Gradients are those of small steps in weights, hidden state and reference, watched or not.</summary>
    /// <remarks>With an empty row, padding, and NaN in a useless frame.</remarks>
    [Theory, InlineData(false), InlineData(true)]
    public void Attend_InFloat64_HasTheGradientsOfSmallSteps(bool watched)
    {
        using var scope = NewDisposeScope();
        using var random = new Generator(9);
        var attention = Built();
        var module = (attention as nn.Module)?.to(float64);
        var (hidden, input) = AttentionExample.For(Site).WithUselessNaN().InFloat64();
        var direction = randn(hidden.shape, dtype: float64, generator: random);
        input = input with { Probe = watched ? new BlindProbe() : null };
        var leaves = new Dictionary<string, Tensor>
        {
            ["hidden"] = hidden.requires_grad_(),
            ["reference"] = input.Reference.requires_grad_()
        };
        foreach (var (name, parameter) in module?.named_parameters() ?? [])
            leaves[name] = parameter;

        GradientAssert.AgreesAlongDirections(() => (attention.Attend(hidden, input) * direction).sum(), leaves);
    }
}
