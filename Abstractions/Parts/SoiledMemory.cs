using System.Runtime.InteropServices;

namespace Melange;

/// <summary>Until it is disposed of, new memory holds other bytes each time: weights that nobody sets differ.</summary>
/// <remarks>
/// glibc fills new memory when <c>mallopt</c> asks for it. Elsewhere, and for the blocks that glibc keeps for a thread,
/// blocks of the sizes in question are filled and given back; some are kept, so that the others are not joined.
/// </remarks>
internal sealed class SoiledMemory : IDisposable
{
    private const int Perturb = -6; // M_PERTURB of malloc.h
    private const long SmallBytes = 1 << 16;
    private static readonly SetOption? SetMallocOption =
        NativeLibrary.TryLoad("libc.so.6", out var library)
            && NativeLibrary.TryGetExport(library, "mallopt", out var call)
            ? Marshal.GetDelegateForFunctionPointer<SetOption>(call) : null;
    private readonly List<Tensor> kept = [];

    /// <summary>Soils memory.</summary>
    /// <param name="sizes">Sizes in bytes of what will be asked for.</param>
    /// <param name="time">Which time this is, from 1: decides the bytes.</param>
    public SoiledMemory(IEnumerable<long> sizes, int time)
    {
        var value = 0x2A + 0x11 * time; // finite as float32
        var freed = new List<Tensor>();
        foreach (var size in sizes.GroupBy(size => size))
            for (var i = size.Count() + (size.Key < SmallBytes ? 16 : 1); i > 0; i--)
                foreach (var list in new[] { freed, kept })
                    list.Add(full([size.Key], value, ScalarType.Byte));
        freed.ForEach(tensor => tensor.Dispose());
        SetMallocOption?.Invoke(Perturb, value);
    }

    [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
    private delegate int SetOption(int option, int value);

    /// <inheritdoc/>
    public void Dispose()
    {
        SetMallocOption?.Invoke(Perturb, 0);
        kept.ForEach(tensor => tensor.Dispose());
    }
}
