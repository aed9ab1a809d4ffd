using Melange.Testing;

namespace Melange.Plugins.Tests.Estimator;

public sealed class MishActivationTests
{
    private static readonly double[] Values = [-100, -20, -3.5, -0.7, 0, 1e-9, 0.3, 2, 20, 45, 100, 1000];

    [Fact]
    public void Consume_InFloat64_FollowsTheFormula()
    {
        using var scope = NewDisposeScope();
        var expected = Values.Select(x => x * Math.Tanh(x > 50 ? x : Math.Log(1 + Math.Exp(x)))).ToArray();

        var output = MishActivation.Consume(tensor(Values));

        TensorAssert.Close(tensor(expected), output, 1e-13); // x − x/divisor loses the last bits of |x| = 100
    }

    [Fact]
    public void Consume_Float32WithoutGradient_AgreesWithTheLibrary()
    {
        using var scope = NewDisposeScope();
        var values = tensor(Values).to(float32);
        var expected = nn.functional.mish(values);

        var output = MishActivation.Consume(values);

        TensorAssert.Close(expected, output, 1e-5); // float32 beside |x| = 100
    }

    [Fact]
    public void Consume_WithoutGradient_OverwritesWhatItIsGiven()
    {
        using var scope = NewDisposeScope();
        var values = randn([2, 3, 4, 5], generator: new Generator(1));

        var output = MishActivation.Consume(values);

        TensorAssert.SameBits(output, values);
    }

    [Fact]
    public void Consume_GradientAskedFor_AgreesWithDifferencesAndLeavesTheValues()
    {
        using var scope = NewDisposeScope();
        var values = tensor([-100, -3.5, -0.7, 0.3, 2, 100], dtype: float64).requires_grad_();
        var before = values.detach().clone();

        GradientAssert.AgreesWithDifferences(
            () => MishActivation.Consume(values * 1.0).sum(), new Dictionary<string, Tensor> { ["values"] = values });

        TensorAssert.SameBits(before, values.detach());
    }

    [Theory, InlineData(false), InlineData(true)]
    public void Consume_NaNAmongValues_SpoilsNoOther(bool gradient)
    {
        using var scope = NewDisposeScope();
        var values = tensor([double.NaN, 1]);

        var output = MishActivation.Consume(gradient ? values.requires_grad_() : values).detach();

        Assert.True(output[0].isnan().item<bool>());
        Assert.True(output[1].isfinite().item<bool>());
    }

    [Fact]
    public void Consume_Repeated_LeavesNoTensorBehind()
    {
        using var off = no_grad();
        using var values = randn([2, 3, 4, 5]);

        TensorAssert.NoneLeftBehind(() => MishActivation.Consume(values));
    }
}
