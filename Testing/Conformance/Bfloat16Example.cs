using Xunit;

namespace Melange.Testing;

/// <summary>Compares what a part gives in bfloat16 with what it gives in float32.</summary>
internal static class Bfloat16Example
{
    private const double Tolerance = 0.03; // relative, root mean square: 8 bits a number through a few operations

    /// <summary>Casts a part as the host does.</summary>
    public static void Cast(object part)
    {
        if (part is nn.Module module)
            Bfloat16Cast.Weights(module);
    }

    /// <summary>Fails unless a result is of a type and as near as rounding allows.</summary>
    public static void Near(Tensor expected, Tensor actual, ScalarType type)
    {
        Assert.Equal(type, actual.dtype);
        using var scope = NewDisposeScope();
        var size = expected.to(float64).square().mean().sqrt().item<double>();
        var apart = (expected.to(float64) - actual.to(float64)).square().mean().sqrt().item<double>();
        Assert.True(apart <= Tolerance * size, $"It differs by {apart:g3} from {size:g3}, root mean square.");
    }
}
