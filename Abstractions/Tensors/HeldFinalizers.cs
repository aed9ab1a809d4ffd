using System.Runtime.CompilerServices;

namespace Melange;

/// <summary>Lets no finalizer run while it lives, so that several threads may work on tensors at once.</summary>
/// <remarks>
/// TorchSharp 0.107 does not keep a <c>Scalar</c> alive during the native call that reads it: a collection that another
/// thread starts in that moment lets its finalizer free it, and libtorch finds something else where a number was. What
/// nobody disposes of stays in memory meanwhile.
/// </remarks>
public sealed class HeldFinalizers : IDisposable
{
    private readonly ManualResetEventSlim end = new();

    /// <summary>Holds them; before other threads begin.</summary>
    public HeldFinalizers()
    {
        Forget(end);
        GC.Collect();
    }

    /// <summary>Lets them go on.</summary>
    public void Dispose() => end.Set();

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Forget(ManualResetEventSlim end) => _ = new Waiter(end);

    // The finalizers' one thread waits in it.
    private sealed class Waiter(ManualResetEventSlim end)
    {
        ~Waiter() => end.Wait();
    }
}
