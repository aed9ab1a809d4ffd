using System.Runtime.InteropServices;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace Melange.Host.Machine;

/// <summary>Writes files and folders so that they are on the disk, not on their way to it.</summary>
/// <remarks>
/// A renamed folder survives a power cut once the folder above it is flushed. The library opens no folders, hence the
/// one call into the system's own; on Windows, which journals its folders, nothing is flushed.
/// </remarks>
internal static class DurableFiles
{
    private const int ReadOnly = 0;

    /// <summary>Writes a text and flushes it.</summary>
    public static void Write(string file, string text)
    {
        using var stream = File.Create(file);
        stream.Write(Encoding.UTF8.GetBytes(text));
        stream.Flush(flushToDisk: true);
    }

    /// <summary>Flushes the names in a folder.</summary>
    public static void FlushFolder(string folder)
    {
        if (OperatingSystem.IsWindows())
            return;
        using var handle = Open(Path.GetFullPath(folder), ReadOnly);
        if (handle.IsInvalid)
            throw new IOException($"{folder}: it cannot be opened to flush it.");
        RandomAccess.FlushToDisk(handle);
    }

    /// <summary>Renames a folder and flushes the folder that both names stand in.</summary>
    public static void MoveFolder(string from, string to)
    {
        Directory.Move(from, to);
        FlushFolder(Path.GetDirectoryName(Path.GetFullPath(to))!);
    }

    [DllImport("libc", EntryPoint = "open")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern SafeFileHandle Open([MarshalAs(UnmanagedType.LPUTF8Str)] string path, int flags);
}
