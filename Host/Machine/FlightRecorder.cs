using System.IO.MemoryMappedFiles;
using System.Text;

namespace Melange.Host.Machine;

/// <summary>Keeps the part that runs right now in a file, where it outlives the process.</summary>
/// <remarks>
/// The file is mapped into memory: an entry costs a copy of some hundred bytes, and the system keeps it even if native
/// code ends the process in the next moment. Whoever started the process reads it then. One entry at a time: parts run
/// on one thread.
/// </remarks>
public static class FlightRecorder
{
    private static FlightEntry? current;
    private static MemoryMappedViewAccessor? view;

    /// <summary>Records into a file from now on.</summary>
    /// <returns>The recording; it ends when it is disposed of.</returns>
    public static IDisposable Open(string file)
    {
        using var mapped = MemoryMappedFile.CreateFromFile(file, FileMode.Create, mapName: null, FlightEntry.Bytes);
        view = mapped.CreateViewAccessor();
        Write(current);
        return new Recording();
    }

    /// <summary>The part that runs now; null where none does.</summary>
    internal static string? Running() => current?.Description;

    /// <summary>Which part ran when the process that wrote the file ended; null where none did.</summary>
    public static string? Read(string file)
    {
        if (!File.Exists(file))
            return null;
        var text = Encoding.UTF8.GetString(File.ReadAllBytes(file)).TrimEnd('\0');
        return text.Length == 0 ? null : text;
    }

    /// <summary>A part begins to run.</summary>
    /// <returns>What ran until now: the part that called it.</returns>
    internal static FlightEntry? Enter(FlightEntry entry)
    {
        var outer = current;
        Write(current = entry);
        return outer;
    }

    /// <summary>A part has ended, and its caller goes on.</summary>
    internal static void Leave(FlightEntry? outer) => Write(current = outer);

    private static void Write(FlightEntry? entry) =>
        view?.WriteArray(0, (entry ?? FlightEntry.None).Text, 0, FlightEntry.Bytes);

    private sealed class Recording : IDisposable
    {
        public void Dispose()
        {
            view?.Dispose();
            view = null;
        }
    }
}

/// <summary>What a flight recorder keeps of a part, ready to be copied.</summary>
internal sealed class FlightEntry
{
    /// <summary>Bytes of an entry.</summary>
    public const int Bytes = 512;

    /// <summary>Writes the description as UTF-8, cut to whole characters that fit, padded with zeros.</summary>
    public FlightEntry(string description)
    {
        Description = description;
        Encoding.UTF8.GetEncoder().Convert(description, Text, flush: true, out _, out _, out _);
    }

    /// <summary>No part.</summary>
    public static FlightEntry None { get; } = new("");

    /// <summary>The description.</summary>
    public string Description { get; }

    /// <summary>The bytes.</summary>
    public byte[] Text { get; } = new byte[Bytes];
}
