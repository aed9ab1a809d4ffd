using System.Runtime.InteropServices;

namespace Melange.Host.Machine;

/// <summary>What native libraries are told before they load; what the user's environment says stands.</summary>
/// <remarks>
/// GCC's OpenMP (libgomp) lets a thread that waits spin for milliseconds; beside another busy process it then spins on
/// the very core that the thread it waits for should have. 1000 turns are what libgomp takes itself where it knows of
/// more threads than cores. The C library (glibc) gives freed memory back to the system, and takes it anew, page by
/// page, at every step; here it keeps what a step needs. The calling thread, which is the one that computes, gets a
/// wide <see cref="SignalStack"/>. oneDNN is left out where it would be wrong: <see cref="HiddenCaches"/>. Linux alone:
/// elsewhere nothing is set. Figures: docs/performance.md.
/// </remarks>
public static class NativeSettings
{
    /// <summary>Turns that a waiting thread of libgomp spins.</summary>
    internal const string SpinCount = "GOMP_SPINCOUNT";

    private const string Spins = "1000";
    private const int TrimThreshold = -1, MmapThreshold = -3;   // malloc.h: M_TRIM_THRESHOLD, M_MMAP_THRESHOLD
    private const int Never = int.MaxValue, OneGibibyte = 1 << 30; // bytes
    private static readonly string[] OfWaiting = [SpinCount, "OMP_WAIT_POLICY"];
    private static readonly string[] OfMemory = ["GLIBC_TUNABLES", "MALLOC_TRIM_THRESHOLD_", "MALLOC_MMAP_THRESHOLD_"];

    /// <summary>Tells them: before the first tensor, and before a process is started, which inherits it.</summary>
    public static void Apply()
    {
        if (!OperatingSystem.IsLinux())
            return;
        if (LeavesOpen(OfWaiting))
            Set(SpinCount, Spins);
        if (LeavesOpen(OfMemory))
            KeepFreedMemory();
        SignalStack.Widen();
        HiddenCaches.DoWithoutOneDnn();
    }

    /// <summary>Gives the memory that was freed up to now back to the system: once the work has another shape.
    /// </summary>
    public static void GiveBackFreedMemory()
    {
        if (!OperatingSystem.IsLinux())
            return;
        try
        {
            _ = Trim(kept: 0);
        }
        catch (EntryPointNotFoundException)
        {
            // A C library that keeps none.
        }
    }

    /// <summary>Sets a variable for native libraries of this process, and for the processes that it starts.</summary>
    internal static void Set(string variable, string value)
    {
        Environment.SetEnvironmentVariable(variable, value);                        // .NET's own copy, for processes
        _ = SetNative(variable, value, overwrite: 1);
    }

    private static bool LeavesOpen(string[] variables) =>
        variables.All(variable => Environment.GetEnvironmentVariable(variable) is null);

    private static void KeepFreedMemory()
    {
        try
        {
            _ = Tune(TrimThreshold, Never) + Tune(MmapThreshold, OneGibibyte);
        }
        catch (EntryPointNotFoundException)
        {
            // A C library that has no such settings.
        }
    }

    [DllImport("libc", EntryPoint = "setenv")]
    private static extern int SetNative([MarshalAs(UnmanagedType.LPUTF8Str)] string name,
        [MarshalAs(UnmanagedType.LPUTF8Str)] string value, int overwrite);

    [DllImport("libc", EntryPoint = "mallopt")]
    private static extern int Tune(int parameter, int value);

    [DllImport("libc", EntryPoint = "malloc_trim")]
    private static extern int Trim(nuint kept);
}
