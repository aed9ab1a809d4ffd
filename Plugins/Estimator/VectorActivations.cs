using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Melange.Plugins;

/// <summary>An activation and its derivative, of sixteen values at once.</summary>
internal interface IVectorActivation
{
    /// <summary>The activation.</summary>
    static abstract Vector512<float> Value(Vector512<float> x);

    /// <summary>Its derivative.</summary>
    static abstract Vector512<float> Slope(Vector512<float> x);
}

/// <summary>Mish: x·tanh(ln(1 + eˣ)).</summary>
/// <remarks>
/// With s = eˣ + e²ˣ/2 it is x·s/(1 + s), and its derivative (s + x·(eˣ + e²ˣ)/(1 + s))/(1 + s): one exponential, and
/// no difference of like numbers. Source: Misra 2019, eq. 1.
/// </remarks>
internal readonly struct VectorMish : IVectorActivation
{
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Value(Vector512<float> x)
    {
        var power = VectorExponential.Of(x);
        var sum = Vector512.FusedMultiplyAdd(power * 0.5f, power, power);
        return x * sum / (sum + Vector512<float>.One);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Slope(Vector512<float> x)
    {
        var power = VectorExponential.Of(x);
        var sum = Vector512.FusedMultiplyAdd(power * 0.5f, power, power);
        var share = Vector512<float>.One / (sum + Vector512<float>.One);
        var rise = Vector512.FusedMultiplyAdd(power, power, power) * share;
        return Vector512.FusedMultiplyAdd(x, rise, sum) * share;
    }
}

/// <summary>SiLU: x·σ(x).</summary>
/// <remarks>Its derivative is σ(x)·(1 + x·σ(−x)). Source: Elfwing et al. 2018, eq. 4 and 6.</remarks>
internal readonly struct VectorSilu : IVectorActivation
{
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Value(Vector512<float> x)
    {
        var power = VectorExponential.Of(x);
        return x * power / (power + Vector512<float>.One);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Slope(Vector512<float> x)
    {
        var power = VectorExponential.Of(x);
        var share = Vector512<float>.One / (power + Vector512<float>.One);
        return Vector512.FusedMultiplyAdd(x, share, Vector512<float>.One) * power * share;
    }
}

/// <summary>eˣ of sixteen values at once, within 1e-7 of itself.</summary>
/// <remarks>
/// 2ⁿ·eʳ with r = x − n·ln 2, eʳ by a polynomial of degree 7 (Cephes, expf). Ours, since that of .NET 10 takes sixteen
/// times as long. x counts as the ends of [-87, 40] beyond them, where activations are 0 and x and squares finite. NaN
/// gives any number: activations multiply by x itself.
/// </remarks>
internal static class VectorExponential
{
    private const float Least = -87, Greatest = 40, InverseOfLn2 = 1.44269504f;
    private const float Ln2High = 0.693359375f, Ln2Low = -2.12194440e-4f;
    private const int ExponentBias = 127, MantissaBits = 23;

    /// <summary>The exponential.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Of(Vector512<float> x)
    {
        x = Vector512.MinNative(Vector512.MaxNative(x, Vector512.Create(Least)), Vector512.Create(Greatest));
        var whole = Vector512.Round(x * InverseOfLn2);
        var rest = Vector512.FusedMultiplyAdd(whole, Vector512.Create(-Ln2High), x);
        rest = Vector512.FusedMultiplyAdd(whole, Vector512.Create(-Ln2Low), rest);
        var exponents = Vector512.ConvertToInt32Native(whole) + Vector512.Create(ExponentBias);
        return Near0(rest) * Vector512.ShiftLeft(exponents, MantissaBits).AsSingle();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<float> Near0(Vector512<float> x)
    {
        var sum = Vector512.Create(1.9875691500e-4f);
        sum = Vector512.FusedMultiplyAdd(sum, x, Vector512.Create(1.3981999507e-3f));
        sum = Vector512.FusedMultiplyAdd(sum, x, Vector512.Create(8.3334519073e-3f));
        sum = Vector512.FusedMultiplyAdd(sum, x, Vector512.Create(4.1665795894e-2f));
        sum = Vector512.FusedMultiplyAdd(sum, x, Vector512.Create(1.6666665459e-1f));
        sum = Vector512.FusedMultiplyAdd(sum, x, Vector512.Create(5.0000001201e-1f));
        return Vector512.FusedMultiplyAdd(sum, x * x, x) + Vector512<float>.One;
    }
}
