using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Melange.Plugins;

/// <summary>Numbers of one type in memory, sixteen at once, computed with in float32.</summary>
internal interface IStoredValues
{
    /// <summary>Bytes a value.</summary>
    static abstract int Bytes { get; }

    /// <summary>Reads sixteen values.</summary>
    static abstract Vector512<float> Load(nint from);

    /// <summary>Writes sixteen values.</summary>
    static abstract void Store(Vector512<float> values, nint to);
}

/// <summary>float32.</summary>
internal readonly unsafe struct StoredFloat32 : IStoredValues
{
    /// <inheritdoc/>
    public static int Bytes => sizeof(float);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Load(nint from) => Vector512.Load((float*)from);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Vector512<float> values, nint to) => values.Store((float*)to);
}

/// <summary>bfloat16: the upper half of a float32, rounded to the nearest, of two to the even one.</summary>
internal readonly unsafe struct StoredBfloat16 : IStoredValues
{
    private const int HalfBits = 16;

    /// <inheritdoc/>
    public static int Bytes => sizeof(ushort);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Load(nint from)
    {
        var halves = Vector256.Load((ushort*)from);
        var bits = Avx512F.IsSupported ? Avx512F.ConvertToVector512UInt32(halves)
            : Vector512.Create(Vector256.WidenLower(halves), Vector256.WidenUpper(halves));
        return Vector512.ShiftLeft(bits, HalfBits).AsSingle();
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Vector512<float> values, nint to)
    {
        var bits = values.AsUInt32();
        var odd = Vector512.ShiftRightLogical(bits, HalfBits) & Vector512<uint>.One;
        var halves = Vector512.ShiftRightLogical(bits + Vector512.Create(0x7FFFu) + odd, HalfBits);
        var narrow = Avx512F.IsSupported ? Avx512F.ConvertToVector256UInt16(halves)
            : Vector256.Narrow(halves.GetLower(), halves.GetUpper());
        narrow.Store((ushort*)to);
    }
}
