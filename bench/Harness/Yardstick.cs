namespace Melange.Bench;

/// <summary>What this machine can do: a float32 product of two square matrices.</summary>
internal static class Yardstick
{
    private const long Size = 2048;

    /// <summary>The product as a contender, its matrices in the scope that is open.</summary>
    public static Contender Contender()
    {
        var (left, right) = (randn(Size, Size), randn(Size, Size));
        return new($"matmul {Size}³", () => left.mm(right), 2.0 * Size * Size * Size);
    }
}
