using Xunit;

namespace Melange.Testing;

/// <summary>Checks gradients against central differences, in float64.</summary>
public static class GradientAssert
{
    private const double Step = 1e-5;      // its error is of the order of Step², and of 1e-16/Step
    private const double Tolerance = 1e-6; // of the size of the gradient

    /// <summary>Fails unless the gradient of a loss in each tensor is what small steps in each entry say.</summary>
    /// <param name="loss">Computes a scalar, anew at each call.</param>
    /// <param name="leaves">What the loss depends on, by name: float64, requiring gradients.</param>
    public static void AgreesWithDifferences(Func<Tensor> loss, IReadOnlyDictionary<string, Tensor> leaves)
    {
        using var scope = NewDisposeScope();
        foreach (var leaf in leaves.Values)
            leaf.grad?.zero_();
        loss().backward(); // autograd.grad would end the process where no gradient arrives
        foreach (var (name, leaf) in leaves)
        {
            Assert.True(leaf.grad is not null, $"No gradient reaches {name}.");
            var expected = Differences(loss, leaf);
            var error = (leaf.grad - expected).norm().item<double>() / expected.norm().item<double>();
            Assert.True(error <= Tolerance, $"The gradient of {name} is off by {error:g3} of its size.");
        }
    }

    private static Tensor Differences(Func<Tensor> loss, Tensor leaf)
    {
        using var off = no_grad();
        using var scope = NewDisposeScope();
        var result = zeros_like(leaf);
        var (entries, differences) = (leaf.view(-1), result.view(-1));
        for (var i = 0; i < entries.shape[0]; i++)
        {
            var value = entries[i].item<double>();
            differences[i] = (At(value + Step, i) - At(value - Step, i)) / (2 * Step);
            entries[i] = value;
        }
        return result.MoveToOuterDisposeScope();

        double At(double value, int entry)
        {
            entries[entry] = value;
            return loss().item<double>();
        }
    }
}
