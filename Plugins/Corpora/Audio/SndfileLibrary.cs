using System.Reflection;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Melange.Plugins;

/// <summary>What of libsndfile reads a file, as the system has it.</summary>
/// <remarks>Source: <c>sndfile.h</c> of libsndfile 1.2.0.</remarks>
internal static partial class SndfileLibrary
{
    private const string Library = "sndfile";
    private const int ForReading = 0x10;

    // As systems name it; the last is Homebrew's, whose folder macOS does not look through.
    private static readonly string[] Names =
        ["libsndfile.so.1", "libsndfile.1.dylib", "sndfile.dll", "/opt/homebrew/lib/libsndfile.1.dylib"];

    private static readonly Lock Opening = new(); // why a file cannot be opened is kept for the whole process

    private static readonly nint Loaded = Names.Select(name => NativeLibrary.TryLoad(name, out var handle) ? handle : 0)
        .FirstOrDefault(handle => handle != 0);

    static SndfileLibrary() => NativeLibrary.SetDllImportResolver(
        Assembly.GetExecutingAssembly(), (name, _, _) => name == Library ? Loaded : 0);

    /// <summary>Whether the system has it.</summary>
    public static bool IsInstalled => Loaded != 0;

    /// <summary>Opens a file for reading.</summary>
    /// <param name="path">Where it lies.</param>
    /// <param name="info">What it says of its samples.</param>
    /// <returns>The file, and null or why it cannot be read.</returns>
    public static (SndfileHandle Sound, string? Error) Open(string path, out SndfileInfo info)
    {
        info = default;
        lock (Opening)
        {
            var sound = OperatingSystem.IsWindows()
                ? OpenWide(path, ForReading, ref info) : OpenUtf8(path, ForReading, ref info);
            return (sound, sound.IsInvalid ? Text(ErrorText(0)) : null);
        }
    }

    /// <summary>What was wrong last with an open file; null where nothing was.</summary>
    public static string? Error(SndfileHandle sound) =>
        ErrorNumber(sound) == 0 ? null : Text(ErrorText(sound.DangerousGetHandle()));

    /// <summary>Reads samples.</summary>
    /// <param name="sound">The open file.</param>
    /// <param name="samples">Room for the channels of each moment side by side.</param>
    /// <param name="moments">Moments to read at most.</param>
    /// <returns>Moments read; 0 at the end.</returns>
    [LibraryImport(Library, EntryPoint = "sf_readf_float")]
    public static partial long Read(SndfileHandle sound, Span<float> samples, long moments);

    /// <summary>Closes a file.</summary>
    /// <param name="sound">The open file.</param>
    /// <returns>0, or what was wrong.</returns>
    [LibraryImport(Library, EntryPoint = "sf_close")]
    public static partial int Close(nint sound);

    private static string Text(nint text) => Marshal.PtrToStringUTF8(text)!.Trim().TrimEnd('.');

    [LibraryImport(Library, EntryPoint = "sf_open", StringMarshalling = StringMarshalling.Utf8)]
    private static partial SndfileHandle OpenUtf8(string path, int mode, ref SndfileInfo info);

    [LibraryImport(Library, EntryPoint = "sf_wchar_open", StringMarshalling = StringMarshalling.Utf16)]
    private static partial SndfileHandle OpenWide(string path, int mode, ref SndfileInfo info);

    [LibraryImport(Library, EntryPoint = "sf_error")]
    private static partial int ErrorNumber(SndfileHandle sound);

    [LibraryImport(Library, EntryPoint = "sf_strerror")]
    private static partial nint ErrorText(nint sound);
}

/// <summary>A file that libsndfile has open.</summary>
internal sealed class SndfileHandle() : SafeHandleZeroOrMinusOneIsInvalid(ownsHandle: true)
{
    /// <inheritdoc/>
    protected override bool ReleaseHandle() => SndfileLibrary.Close(handle) == 0;
}

/// <summary>libsndfile's <c>SF_INFO</c>.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct SndfileInfo
{
    /// <summary>Moments; the largest number where the file does not tell.</summary>
    public long Moments;
    /// <summary>Samples a second.</summary>
    public int RateHz;
    /// <summary>Channels.</summary>
    public int Channels;
    /// <summary>Container and encoding.</summary>
    public int Format;
    /// <summary>Sections.</summary>
    public int Sections;
    /// <summary>Whether it can be read here and there.</summary>
    public int IsSeekable;
}
