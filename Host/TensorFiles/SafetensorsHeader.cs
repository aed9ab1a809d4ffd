using System.Buffers.Binary;

namespace Melange.Host.TensorFiles;

/// <summary>What a safetensors file says it holds, checked before any of its data is touched.</summary>
/// <remarks>
/// Eight bytes of length, then JSON. Nothing is allocated that the file does not have the bytes for: the header's text
/// is read only once its length lies within the file, and the data that the entries claim covers the rest of the file
/// without gap or overlap. Source: the format description of huggingface/safetensors.
/// </remarks>
public sealed class SafetensorsHeader
{
    /// <summary>Bytes of the length before the header.</summary>
    public const int LengthBytes = 8;

    private const long LongestBytes = 100_000_000;

    private SafetensorsHeader(
        IReadOnlyList<SafetensorsEntry> entries, IReadOnlyDictionary<string, string> metadata, long dataStart) =>
        (Entries, Metadata, DataStart) = (entries, metadata, dataStart);

    /// <summary>The tensors in the order of their data.</summary>
    public IReadOnlyList<SafetensorsEntry> Entries { get; }

    /// <summary>Texts by name that stand beside the tensors.</summary>
    public IReadOnlyDictionary<string, string> Metadata { get; }

    /// <summary>Where the data starts in the file, in bytes.</summary>
    public long DataStart { get; }

    /// <summary>Reads the header of a file.</summary>
    /// <exception cref="InvalidDataException">The file is no such file, or not whole; the message names the file and,
    /// where it has one, the entry.</exception>
    public static SafetensorsHeader Read(string path)
    {
        using var file = File.OpenRead(path);
        return Read(file, path);
    }

    internal static SafetensorsHeader Read(Stream file, string path)
    {
        var (text, size) = (Text(file, path), file.Length);
        var dataStart = LengthBytes + (long)text.Length;
        var (entries, metadata) = new SafetensorsJson(text, path).Parse();
        entries.Sort((one, other) => (one.Begin, one.End).CompareTo((other.Begin, other.End)));
        CoverOrThrow(entries, size - dataStart, path);
        return new(entries, metadata, dataStart);
    }

    private static byte[] Text(Stream file, string path)
    {
        Span<byte> length = stackalloc byte[LengthBytes];
        if (file.ReadAtLeast(length, LengthBytes, throwOnEndOfStream: false) < LengthBytes)
            throw new InvalidDataException(
                $"{path}: shorter than the {LengthBytes} bytes of a safetensors header length.");
        var (claimed, rest) = (BinaryPrimitives.ReadUInt64LittleEndian(length), (ulong)(file.Length - LengthBytes));
        if (claimed > rest)
            throw new InvalidDataException(
                $"{path}: its header claims {claimed} bytes, but the file has {rest} after its length.");
        if (claimed is < 2 or > LongestBytes)
            throw new InvalidDataException(
                $"{path}: its header must have from 2 to {LongestBytes} bytes, but has {claimed}.");
        var text = new byte[claimed];
        if (file.ReadAtLeast(text, text.Length, throwOnEndOfStream: false) < text.Length)
            throw new InvalidDataException($"{path}: it ends before its header does.");
        return text;
    }

    private static void CoverOrThrow(List<SafetensorsEntry> entries, long dataBytes, string path)
    {
        var position = 0L;
        foreach (var entry in entries)
        {
            if (entry.End > dataBytes)
                throw Fault($"ends at byte {entry.End} of the data, but there are {dataBytes}");
            if (entry.Begin < position)
                throw Fault($"begins at byte {entry.Begin} of the data, within what stands before it");
            if (entry.Begin > position)
                throw Fault($"begins at byte {entry.Begin} of the data, "
                    + $"which leaves {entry.Begin - position} before it");
            position = entry.End;

            InvalidDataException Fault(string fault) => SafetensorsJson.Fault(path, entry.Name, fault);
        }
        if (position < dataBytes)
            throw new InvalidDataException(
                $"{path}: {dataBytes - position} of its {dataBytes} bytes of data belong to no entry.");
    }
}

/// <summary>One tensor as a safetensors header describes it, checked against the rest of the file.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Type">Type of its elements.</param>
/// <param name="Shape">Size of each axis.</param>
/// <param name="Begin">First byte, counted from the start of the data.</param>
/// <param name="End">The byte after its last.</param>
public sealed record SafetensorsEntry(string Name, ScalarType Type, long[] Shape, long Begin, long End);
