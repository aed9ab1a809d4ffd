using System.Runtime.InteropServices;
using Microsoft.Diagnostics.Runtime;

namespace Melange.Host.Plugins.Watching;

/// <summary>Finds what keeps the code of a plugin in memory, from a root to an object of its types.</summary>
/// <remarks>
/// A snapshot of this process is written to a file and read with ClrMD, as a debugger would. It takes some seconds, and
/// is made only where something went wrong.
/// </remarks>
internal static class CodeHolders
{
    private const int Shown = 3;

    /// <summary>One line for each holder: <c>System.AppDomain → System.EventHandler → MyPlugin.Cache</c>.</summary>
    /// <param name="folder">The folder that the code was loaded from.</param>
    public static IReadOnlyList<string> Of(string folder)
    {
        try
        {
            using var process = DataTarget.CreateSnapshotAndAttach(Environment.ProcessId);
            using var runtime = process.ClrVersions[0].CreateRuntime(Access, ignoreMismatch: true);
            return [.. Threads(runtime, folder).Concat(Objects(runtime, folder)).Distinct().Take(Shown)];
        }
        catch (Exception unreadable) when (unreadable is IOException or InvalidOperationException
            or ClrDiagnosticsException or NotSupportedException or PlatformNotSupportedException)
        {
            return [$"what, could not be found: {unreadable.Message}"];
        }
    }

    // What knows the layout of the runtime's data stands beside the runtime.
    private static string Access => Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(),
        OperatingSystem.IsWindows() ? "mscordaccore.dll"
        : OperatingSystem.IsMacOS() ? "libmscordaccore.dylib" : "libmscordaccore.so");

    private static IEnumerable<string> Threads(ClrRuntime runtime, string folder) =>
        from thread in runtime.Threads
        from frame in thread.EnumerateStackTrace()
        where IsFrom(frame.Method?.Type, folder)
        select $"a thread that runs {frame.Method!.Type.Name}.{frame.Method.Name}";

    // Statics of the plugin's own are kept by it, not the other way round.
    private static IEnumerable<string> Objects(ClrRuntime runtime, string folder) =>
        new GCRoot(runtime.Heap, found => IsFrom(found.Type, folder)).EnumerateRootPaths()
            .Where(found => found.Root.RootKind is ClrRootKind.StrongHandle or ClrRootKind.PinnedHandle
                or ClrRootKind.RefCountedHandle or ClrRootKind.AsyncPinnedHandle or ClrRootKind.Stack)
            .Select(found => string.Join(" → ", Names(runtime.Heap, found.Path)));

    // Arrays and chains of the same type tell nothing.
    private static IEnumerable<string> Names(ClrHeap heap, GCRoot.ChainLink? path)
    {
        var last = "";
        for (var link = path; link is not null; link = link.Next)
        {
            var name = heap.GetObject(link.Object).Type?.Name ?? "";
            if (name.Length > 0 && name != last && !name.EndsWith(']'))
                yield return last = name;
        }
    }

    private static bool IsFrom(ClrType? type, string folder) =>
        type?.Module?.Name is { } file && file.StartsWith(folder, StringComparison.Ordinal);
}
