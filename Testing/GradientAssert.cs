using Xunit;

namespace Melange.Testing;

/// <summary>Checks gradients against central differences, in float64.</summary>
/// <remarks>Where no gradient reaches a tensor, its differences must be 0 too.</remarks>
public static class GradientAssert
{
    private const double Step = 1e-5;      // its error is of the order of Step², and of 1e-16/Step
    private const double Tolerance = 1e-6; // of the size of the gradient
    private const double Least = 1e-3;     // a gradient below counts as one of this size: 1e-9 is the noise of Step
    private const int Directions = 3;

    /// <summary>Fails unless the gradient of a loss in each tensor is what small steps in each entry say.</summary>
    /// <param name="loss">Computes a scalar, anew at each call.</param>
    /// <param name="leaves">What the loss depends on, by name: float64, requiring gradients.</param>
    public static void AgreesWithDifferences(Func<Tensor> loss, IReadOnlyDictionary<string, Tensor> leaves)
    {
        using var scope = NewDisposeScope();
        foreach (var (name, leaf, gradient) in Gradients(loss, leaves))
        {
            var expected = Differences(loss, leaf);
            AssertSmall(name, (gradient - expected).norm().item<double>(), expected.norm().item<double>());
        }
    }

    /// <summary>Fails unless the gradient of a loss in each tensor is what steps along random directions say.</summary>
    /// <remarks>A few calls of the loss for each tensor, not two for each entry.</remarks>
    /// <param name="loss">Computes a scalar, anew at each call.</param>
    /// <param name="leaves">What the loss depends on, by name: float64, requiring gradients.</param>
    public static void AgreesAlongDirections(Func<Tensor> loss, IReadOnlyDictionary<string, Tensor> leaves)
    {
        using var scope = NewDisposeScope();
        using var random = new Generator(5);
        foreach (var (name, leaf, gradient) in Gradients(loss, leaves))
            for (var i = 0; i < Directions; i++)
            {
                var direction = randn(leaf.shape, dtype: float64, generator: random);
                direction /= direction.norm();
                var error = (gradient * direction).sum().item<double>() - Difference(loss, leaf, direction);
                AssertSmall(name, Math.Abs(error), gradient.norm().item<double>());
            }
    }

    private static List<(string Name, Tensor Leaf, Tensor Gradient)> Gradients(
        Func<Tensor> loss, IReadOnlyDictionary<string, Tensor> leaves)
    {
        foreach (var leaf in leaves.Values)
            leaf.grad?.zero_();
        var value = loss();
        if (value.requires_grad)
            value.backward(); // autograd.grad would end the process where no gradient arrives
        return [.. leaves.Select(entry => (entry.Key, entry.Value, entry.Value.grad ?? zeros_like(entry.Value)))];
    }

    private static void AssertSmall(string name, double error, double size) =>
        Assert.True(error <= Tolerance * Math.Max(size, Least), // false for NaN
            $"The gradient of {name} is off by {error / size:g3} of its size.");

    private static double Difference(Func<Tensor> loss, Tensor leaf, Tensor direction)
    {
        using var off = no_grad();
        var start = leaf.clone();
        var (above, below) = (At(Step), At(-Step));
        leaf.copy_(start);
        return (above - below) / (2 * Step);

        double At(double step)
        {
            leaf.copy_(start + direction * step);
            return loss().item<double>();
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
