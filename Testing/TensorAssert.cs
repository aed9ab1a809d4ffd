using TorchSharp;
using Xunit;

namespace Melange.Testing;

/// <summary>Assertions over tensors that say by how much and where they fail.</summary>
public static class TensorAssert
{
    /// <summary>Fails unless shapes agree and no entry differs by more than the tolerance.</summary>
    /// <param name="expected">What it should be, any shape.</param>
    /// <param name="actual">What it is, the same shape.</param>
    /// <param name="tolerance">Largest absolute difference allowed.</param>
    public static void Close(Tensor expected, Tensor actual, double tolerance)
    {
        Assert.Equal(expected.shape, actual.shape);
        var difference = LargestDifference(expected, actual);
        Assert.True(difference <= tolerance, $"Largest absolute difference {difference:g3}, allowed {tolerance:g3}.");
    }

    /// <summary>Fails unless shapes and every bit agree.</summary>
    public static void SameBits(Tensor expected, Tensor actual)
    {
        Assert.Equal(expected.shape, actual.shape);
        Assert.True(expected.eq(actual).all().item<bool>(),
            $"Bits differ; largest absolute difference {LargestDifference(expected, actual):g3}.");
    }

    /// <summary>Fails if an action changes a bit of one of the tensors.</summary>
    public static void Unchanged(IReadOnlyList<Tensor> tensors, Action action)
    {
        using var scope = NewDisposeScope();
        var before = tensors.Select(tensor => tensor.clone()).ToList();
        action();
        foreach (var (was, tensor) in before.Zip(tensors))
            SameBits(was, tensor);
    }

    /// <summary>Fails if an action leaves more tensors alive each time that it runs on this thread.</summary>
    public static void NoneLeftBehind(Action action)
    {
        using var scope = NewDisposeScope();
        action();
        var before = DisposeScopeManager.Statistics.ThreadTotalLiveCount;
        for (var i = 0; i < 3; i++)
            action();
        Assert.Equal(before, DisposeScopeManager.Statistics.ThreadTotalLiveCount);
    }

    /// <summary>Fails unless each parameter of a module has a finite gradient that is not zero.</summary>
    /// <remarks>One that requires no gradient, as a pretrained part's that is not to be trained, has none.</remarks>
    public static void GradientsReachAll(object part)
    {
        if (part is not nn.Module module)
            return;
        foreach (var (name, parameter) in module.named_parameters().Where(entry => entry.parameter.requires_grad))
        {
            Assert.True(parameter.grad is not null, $"No gradient reaches {name}.");
            Assert.True(parameter.grad.isfinite().all().item<bool>(), $"The gradient of {name} holds NaN or infinity.");
            Assert.True(parameter.grad.ne(0).any().item<bool>(), $"The gradient of {name} is zero.");
        }
    }

    /// <summary>The largest absolute difference of two tensors of one shape; NaN where either holds NaN.</summary>
    public static double LargestDifference(Tensor expected, Tensor actual)
    {
        using var scope = NewDisposeScope();
        return (expected.to(float64) - actual.to(float64)).abs().max().item<double>();
    }
}
