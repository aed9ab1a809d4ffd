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

    /// <summary>The largest absolute difference of two tensors of one shape; NaN where either holds NaN.</summary>
    public static double LargestDifference(Tensor expected, Tensor actual)
    {
        using var scope = NewDisposeScope();
        return (expected.to(float64) - actual.to(float64)).abs().max().item<double>();
    }
}
