using System.Buffers.Binary;

namespace Melange.Plugins;

/// <summary>One chunk of a RIFF file.</summary>
/// <param name="Id">Its four letters, a dot for each that is none.</param>
/// <param name="Start">Where its content begins, in bytes from the start of the file.</param>
/// <param name="Declared">Bytes that it declares.</param>
/// <param name="There">Bytes that are there: no more than it declares, but for what was streamed.</param>
/// <param name="Size">What is wrong with what it declares.</param>
internal sealed record WavChunk(string Id, long Start, uint Declared, long There, DeclaredSize Size)
{
    private const int RiffHeaderBytes = 12;
    private const int HeaderBytes = 8;
    private const int LongestRead = 64; // an extensible format has 40

    // What programs that write into a pipe declare: ffmpeg; Windows' recorders; sox, which leaves room for headers.
    private static readonly uint[] StreamedSizes = [uint.MaxValue, int.MaxValue, 0x7FFFF000, 0x7FFFEFFF];

    private static readonly string[] Common = ["fmt ", "data", "LIST", "fact"];

    /// <summary>The chunks of a file in their order.</summary>
    /// <param name="content">The file.</param>
    public static IEnumerable<WavChunk> All(Stream content)
    {
        var position = (long)RiffHeaderBytes;
        while (Header(content, position) is { } chunk)
        {
            yield return chunk;
            position = chunk.Start + chunk.There;
            if (chunk.Declared % 2 == 1 && IsPadded(content, position))
                position++;
        }
    }

    /// <summary>Its first bytes.</summary>
    /// <param name="content">The file.</param>
    public byte[] Bytes(Stream content) => Bytes(content, Start, (int)Math.Min(There, LongestRead));

    private static WavChunk? Header(Stream content, long position)
    {
        var header = Bytes(content, position, HeaderBytes);
        if (header.Length < HeaderBytes)
            return null;
        var (id, start) = (RecordingKind.Printable(header), position + HeaderBytes);
        var (declared, left) = (BinaryPrimitives.ReadUInt32LittleEndian(header.AsSpan(4)), content.Length - start);
        var isStreamed = (declared > left && StreamedSizes.Contains(declared))
            || (declared == 0 && id == "data" && left > 0 && !AreChunks(content, start));
        var size = isStreamed ? DeclaredSize.Streamed
            : declared > left ? DeclaredSize.CutShort : DeclaredSize.Right;
        return new(id, start, declared, size == DeclaredSize.Right ? declared : left, size);
    }

    // A chunk without content may be followed by others, which end with the file; else what follows is its content.
    private static bool AreChunks(Stream content, long position)
    {
        while (position < content.Length && Bytes(content, position, HeaderBytes) is { Length: HeaderBytes } header
            && header.Take(4).All(letter => char.IsBetween((char)letter, ' ', '~')))
        {
            var size = BinaryPrimitives.ReadUInt32LittleEndian(header.AsSpan(4));
            position += HeaderBytes + size + size % 2;
        }
        return position == content.Length;
    }

    // A chunk of an odd size is followed by a byte that pads it, which some programs forget.
    private static bool IsPadded(Stream content, long position)
    {
        var next = Bytes(content, position, 1 + HeaderBytes);
        return next is [0, ..]
            || (next.Length > HeaderBytes && Common.Contains(RecordingKind.Printable(next.AsSpan(1))));
    }

    private static byte[] Bytes(Stream content, long position, int count)
    {
        var bytes = new byte[count];
        content.Position = position;
        return bytes[..content.ReadAtLeast(bytes, count, throwOnEndOfStream: false)];
    }
}
