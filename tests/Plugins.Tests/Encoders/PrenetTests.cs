using static TorchSharp.torch.nn;

namespace Melange.Plugins.Tests.Encoders;

/// <summary>The official fixture cannot see the prenet: its projection is zero there.</summary>
public sealed class PrenetTests
{
    [Fact]
    public void Forward_RandomWeights_EqualsTheFormula()
    {
        using var scope = NewDisposeScope();
        using var quiet = no_grad();
        using var prenet = new Prenet(4, 0.5);
        prenet.eval();
        foreach (var parameter in prenet.parameters())
            parameter.normal_(generator: new Generator((ulong)parameter.numel()));
        var weights = prenet.state_dict();
        var embedded = randn([2, 4, 7], generator: new Generator(6));
        var mask = tensor(new float[,] { { 1, 1, 1, 1, 1, 1, 1 }, { 1, 1, 1, 1, 0, 0, 0 } }).unsqueeze(1);

        var actual = prenet.forward(embedded, mask);

        Assert.True(actual.allclose(Formula(embedded, mask, weights), rtol: 0, atol: 1e-4)); // three float32 layers
    }

    [Fact]
    public void Forward_Untrained_IsTheInput()
    {
        using var scope = NewDisposeScope();
        using var prenet = new Prenet(4, 0.5);
        var embedded = randn([2, 4, 7], generator: new Generator(6));

        var actual = prenet.forward(embedded, ones(2, 1, 7));

        Assert.True(actual.equal(embedded).all().item<bool>());
    }

    private static Tensor Formula(Tensor embedded, Tensor mask, Dictionary<string, Tensor> weights)
    {
        var hidden = embedded;
        for (var layer = 0; layer < 3; layer++)
        {
            var (convolution, norm) = ($"convolutions.{layer}", $"norms.{layer}");
            var (weight, bias) = (weights[$"{convolution}.weight"], weights[$"{convolution}.bias"]);
            var heard = functional.conv1d(hidden * mask, weight, bias, padding: 2);
            var distance = heard - heard.mean([1], keepdim: true);
            var normal = distance / (distance.square().mean([1], keepdim: true) + 1e-4).sqrt();
            var (gain, shift) = (weights[$"{norm}.gain"].view(1, 4, 1), weights[$"{norm}.bias"].view(1, 4, 1));
            hidden = (normal * gain + shift).clamp_min(0);
        }
        var residual = functional.conv1d(hidden, weights["toResidual.weight"], weights["toResidual.bias"]);
        return (embedded + residual) * mask;
    }
}
