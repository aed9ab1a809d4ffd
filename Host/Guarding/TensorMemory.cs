using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Melange.Host.Guarding;

/// <summary>Tells whether tensors are views of the same memory.</summary>
internal static class TensorMemory
{
    /// <summary>Whether two tensors share their storage; known on the CPU only, false elsewhere.</summary>
    public static bool IsShared(Tensor one, Tensor other)
    {
        if (!IsReadable(one) || !IsReadable(other) || one.dtype != other.dtype)
            return false;
        using var off = no_grad();
        using var scope = NewDisposeScope();
        return Unsafe.AreSame(
            ref MemoryMarshal.GetReference(Start(one).bytes), ref MemoryMarshal.GetReference(Start(other).bytes));
    }

    private static bool IsReadable(Tensor tensor) =>
        tensor.device_type == TorchSharp.DeviceType.CPU && tensor.NumberOfElements > 0;

    // The first entry of the storage, wherever the view begins.
    private static Tensor Start(Tensor tensor) => tensor.detach().as_strided([1], [1], 0);
}
