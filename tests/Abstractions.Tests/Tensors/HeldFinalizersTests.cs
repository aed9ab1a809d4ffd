using System.Runtime.CompilerServices;

namespace Melange.Tests.Tensors;

/// <summary>The process of the tests holds finalizers itself, from its first moment to its last.</summary>
public sealed class HeldFinalizersTests
{
    private static readonly TimeSpan LongEnough = TimeSpan.FromSeconds(0.5); // a finalizer that may run does at once

    [Fact]
    public void Finalizers_WhileSomebodyHoldsThem_DoNotRun()
    {
        using var ended = new ManualResetEventSlim();
        Forget(ended);

        GC.Collect();

        Assert.False(ended.Wait(LongEnough));
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Forget(ManualResetEventSlim ended) => _ = new Forgotten(ended);

    private sealed class Forgotten(ManualResetEventSlim ended)
    {
        ~Forgotten() => ended.Set();
    }
}
