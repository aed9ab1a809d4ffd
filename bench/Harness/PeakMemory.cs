using System.Globalization;
using System.Runtime.InteropServices;

namespace Melange.Bench;

/// <summary>How much memory a run needs above what is there before it.</summary>
/// <remarks>
/// The peak of the process' resident memory (VmHWM of /proc/self/status, set back through /proc/self/clear_refs) less
/// the resident memory before. The allocator first gives back what it keeps of earlier runs, or they would hide it.
/// </remarks>
internal static class PeakMemory
{
    private const string Status = "/proc/self/status";
    private const string SetBackPeak = "5";

    /// <summary>Runs an action; bytes at its peak, or null on a system that does not tell.</summary>
    public static long? Above(Action run)
    {
        if (!OperatingSystem.IsLinux() || !File.Exists(Status))
            return null;
        GC.Collect();
        GC.WaitForPendingFinalizers();
        GiveBackFreeMemory();
        File.WriteAllText("/proc/self/clear_refs", SetBackPeak);
        var before = Read("VmRSS:");
        run();
        return Read("VmHWM:") - before;
    }

    private static long Read(string field)
    {
        var line = File.ReadLines(Status).First(line => line.StartsWith(field, StringComparison.Ordinal));
        var kibibytes = line[field.Length..].Replace("kB", "", StringComparison.Ordinal);
        return 1024 * long.Parse(kibibytes, CultureInfo.InvariantCulture);
    }

    private static void GiveBackFreeMemory()
    {
        if (NativeLibrary.TryLoad("libc.so.6", out var library)
            && NativeLibrary.TryGetExport(library, "malloc_trim", out var address))
            Marshal.GetDelegateForFunctionPointer<MallocTrim>(address)(0);
    }

    private delegate int MallocTrim(nuint keptBytes);
}
