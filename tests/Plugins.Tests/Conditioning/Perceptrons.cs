namespace Melange.Plugins.Tests.Conditioning;

/// <summary>The perceptron of the conditioners, written plainly.</summary>
internal static class Perceptrons
{
    /// <summary>second·mish(first·x + b) + b of inputs <c>[N, inputs]</c>, <c>[N, width]</c>.</summary>
    public static Tensor Formula(Tensor inputs, Dictionary<string, Tensor> weights)
    {
        var inner = inputs.matmul(weights["perceptron.first.weight"].T) + weights["perceptron.first.bias"];
        var mish = inner * nn.functional.softplus(inner).tanh();
        return mish.matmul(weights["perceptron.second.weight"].T) + weights["perceptron.second.bias"];
    }

    public static IEnumerable<string> Shapes(nn.Module module) =>
        module.state_dict().Select(entry => $"{entry.Key} [{string.Join(", ", entry.Value.shape)}]");
}
