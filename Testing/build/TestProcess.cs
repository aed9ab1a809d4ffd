using System.Runtime.CompilerServices;

namespace Melange.Testing.Runs;

/// <summary>What a process of tests does before its first test.</summary>
internal static class TestProcess
{
    [ModuleInitializer]
    [System.Diagnostics.CodeAnalysis.SuppressMessage("Usage", "CA2255", Justification = "nothing else runs first")]
    internal static void Begin()
    {
        HiddenCaches.DoWithoutOneDnn();
        Forget();
        GC.Collect();
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static FinalizersWait Forget() => new();

    /// <summary>Lets no finalizer run while tests do.</summary>
    /// <remarks>
    /// TorchSharp 0.107 does not keep a Scalar alive during the native call that reads it: a collection that another
    /// thread starts in that moment, and the runner's threads allocate as they like, lets its finalizer free it, and
    /// libtorch finds "false" where a number was. Tests dispose of what they make, so that nothing waits for finalizers.
    /// </remarks>
    private sealed class FinalizersWait
    {
        ~FinalizersWait() => Thread.Sleep(Timeout.Infinite);
    }
}
