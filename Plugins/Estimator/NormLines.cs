using System.Runtime.Intrinsics;

namespace Melange.Plugins;

/// <summary>Rows of C values each: where they are read, and where the result goes.</summary>
/// <param name="State">x.</param>
/// <param name="Gradient">That of the output; 0 where nobody asks for one.</param>
/// <param name="Result">Where the result goes.</param>
/// <param name="Count">How many rows.</param>
internal readonly record struct LineRows(nint State, nint Gradient, nint Result, int Count);

/// <summary>The arithmetic of <see cref="FusedNorm"/> over rows of C channels.</summary>
/// <remarks>Coefficients and sums are vectors of C values, one after the other.</remarks>
internal abstract unsafe class NormLines
{
    /// <summary>The arithmetic for a type of numbers, an activation and a number of channels.</summary>
    public static NormLines Of(ScalarType type, ActivationKind activation, int channels) => (type, activation) switch
    {
        (ScalarType.BFloat16, ActivationKind.Mish) => new NormLines<StoredBfloat16, VectorMish>(channels),
        (ScalarType.BFloat16, _) => new NormLines<StoredBfloat16, VectorSilu>(channels),
        (_, ActivationKind.Mish) => new NormLines<StoredFloat32, VectorMish>(channels),
        _ => new NormLines<StoredFloat32, VectorSilu>(channels)
    };

    /// <summary>Adds d and d² to the sums, d = x − pivot.</summary>
    public abstract void AddMoments(LineRows rows, float* pivot, float* sums);

    /// <summary>act(a·x + b) + c with coefficients a, b, c.</summary>
    public abstract void Activate(LineRows rows, float* coefficients);

    /// <summary>Adds d, d·x̂ and the gradient to the sums; d = gradient·act'(a·x + b), x̂ = r·x + o with a, b, r, o.
    /// </summary>
    public abstract void AddGradients(LineRows rows, float* coefficients, float* sums);

    /// <summary>a·d − q − s·x with a, b, q, s; d as above.</summary>
    public abstract void Differentiate(LineRows rows, float* coefficients);

    /// <summary>−q − s·x with a, b, q, s: what is left where the output does not depend on x.</summary>
    public abstract void DifferentiateMoments(LineRows rows, float* coefficients);
}

/// <inheritdoc/>
/// <typeparam name="TStored">How states lie in memory.</typeparam>
/// <typeparam name="TActivation">The activation.</typeparam>
internal sealed unsafe class NormLines<TStored, TActivation>(int channels) : NormLines
    where TStored : struct, IStoredValues
    where TActivation : struct, IVectorActivation
{
    private const int Width = ChannelsLastState.Width;

    /// <inheritdoc/>
    public override void AddMoments(LineRows rows, float* pivot, float* sums)
    {
        nint at = 0;
        for (var row = 0; row < rows.Count; row++)
            for (var c = 0; c < channels; c += Width, at += Width * TStored.Bytes)
            {
                var d = TStored.Load(rows.State + at) - Vector512.Load(pivot + c);
                Add(sums + c, d);
                Add(sums + channels + c, d * d);
            }
    }

    /// <inheritdoc/>
    public override void Activate(LineRows rows, float* coefficients)
    {
        nint at = 0;
        for (var row = 0; row < rows.Count; row++)
            for (var c = 0; c < channels; c += Width, at += Width * TStored.Bytes)
            {
                var value = TActivation.Value(Mapped(TStored.Load(rows.State + at), coefficients + c));
                TStored.Store(value + Vector512.Load(coefficients + 2 * channels + c), rows.Result + at);
            }
    }

    /// <inheritdoc/>
    public override void AddGradients(LineRows rows, float* coefficients, float* sums)
    {
        nint at = 0;
        for (var row = 0; row < rows.Count; row++)
            for (var c = 0; c < channels; c += Width, at += Width * TStored.Bytes)
            {
                var (x, gradient) = (TStored.Load(rows.State + at), TStored.Load(rows.Gradient + at));
                var d = gradient * TActivation.Slope(Mapped(x, coefficients + c));
                Add(sums + c, d);
                Add(sums + channels + c, d * Mapped(x, coefficients + 2 * channels + c));
                Add(sums + 2 * channels + c, gradient);
            }
    }

    /// <inheritdoc/>
    public override void Differentiate(LineRows rows, float* coefficients)
    {
        nint at = 0;
        for (var row = 0; row < rows.Count; row++)
            for (var c = 0; c < channels; c += Width, at += Width * TStored.Bytes)
            {
                var x = TStored.Load(rows.State + at);
                var d = TStored.Load(rows.Gradient + at) * TActivation.Slope(Mapped(x, coefficients + c));
                var scaled = d * Vector512.Load(coefficients + c);
                TStored.Store(scaled - Mapped(x, coefficients + 2 * channels + c), rows.Result + at);
            }
    }

    /// <inheritdoc/>
    public override void DifferentiateMoments(LineRows rows, float* coefficients)
    {
        nint at = 0;
        for (var row = 0; row < rows.Count; row++)
            for (var c = 0; c < channels; c += Width, at += Width * TStored.Bytes)
                TStored.Store(
                    -Mapped(TStored.Load(rows.State + at), coefficients + 2 * channels + c), rows.Result + at);
    }

    private static void Add(float* sums, Vector512<float> values) => (Vector512.Load(sums) + values).Store(sums);

    // factor·x + summand, of two vectors of coefficients that follow each other.
    private Vector512<float> Mapped(Vector512<float> x, float* coefficients) =>
        Vector512.FusedMultiplyAdd(Vector512.Load(coefficients), x, Vector512.Load(coefficients + channels));
}
