using System.Buffers.Binary;
using System.Text;

namespace Melange.Plugins;

/// <summary>What a RIFF WAVE file says of its samples.</summary>
/// <remarks>
/// Source: Microsoft, "Multiple Channel Audio Data and WAVE Files" 2007 (RIFF chunks, WAVE_FORMAT_EXTENSIBLE). Chunks
/// other than <c>fmt </c> and <c>data</c> are passed over; the size that the RIFF header claims is not looked at.
/// </remarks>
/// <param name="Tag">WAVE format, that of the sub-format where it is extensible.</param>
/// <param name="Channels">Channels.</param>
/// <param name="RateHz">Samples a second.</param>
/// <param name="Bits">Bits a sample.</param>
internal sealed record WavFormat(int Tag, int Channels, uint RateHz, int Bits)
{
    /// <summary>The WAVE format of integers.</summary>
    public const int Pcm = 1;

    private const int HeaderBytes = 12;
    private const int ChunkHeaderBytes = 8;
    private const int FormatBytes = 16;
    private const int ExtensibleFormatBytes = 40;
    private const int Extensible = 0xFFFE;

    // The end of every sub-format GUID that stands for a plain format number.
    private static ReadOnlySpan<byte> SubFormatEnd =>
        [0x00, 0x00, 0x00, 0x00, 0x10, 0x00, 0x80, 0x00, 0x00, 0xAA, 0x00, 0x38, 0x9B, 0x71];

    /// <summary>Reads the format.</summary>
    /// <param name="bytes">Content of the file.</param>
    /// <param name="file">The file that messages name.</param>
    /// <exception cref="FaultException">The file is no RIFF WAVE file, or says too little.</exception>
    public static WavFormat Read(ReadOnlySpan<byte> bytes, CorpusFile file)
    {
        if (bytes.IsEmpty)
            throw file.Failure(0, "must be a RIFF WAVE file, but is empty.");
        if (bytes.Length < HeaderBytes || !bytes.StartsWith("RIFF"u8) || !bytes[8..].StartsWith("WAVE"u8))
            throw file.Failure(0, $"must be a RIFF WAVE file, but begins with '{Printable(bytes)}'.");
        var format = Chunk(bytes, "fmt ", file);
        if (format.Length < FormatBytes)
            throw file.Failure(0,
                $"its 'fmt ' chunk must hold at least {FormatBytes} bytes, but holds {format.Length}.");
        return new(TagOf(format),
            BinaryPrimitives.ReadUInt16LittleEndian(format[2..]),
            BinaryPrimitives.ReadUInt32LittleEndian(format[4..]),
            BinaryPrimitives.ReadUInt16LittleEndian(format[14..]));
    }

    /// <summary>The bytes of the samples.</summary>
    /// <param name="bytes">Content of the file.</param>
    /// <param name="width">Bytes of all channels at one moment.</param>
    /// <param name="file">The file that messages name.</param>
    /// <exception cref="FaultException">There is no sample, or a part of one.</exception>
    public static ReadOnlySpan<byte> Data(ReadOnlySpan<byte> bytes, int width, CorpusFile file)
    {
        var data = Chunk(bytes, "data", file);
        if (data.IsEmpty)
            throw file.Failure(0, "must have at least one sample, but has none.");
        if (data.Length % width != 0)
            throw file.Failure(0,
                $"its 'data' chunk must hold samples of {width} bytes, but holds {data.Length} bytes.");
        return data;
    }

    private static ReadOnlySpan<byte> Chunk(ReadOnlySpan<byte> bytes, string wanted, CorpusFile file)
    {
        long position = HeaderBytes;
        while (position + ChunkHeaderBytes <= bytes.Length)
        {
            var header = bytes.Slice((int)position, ChunkHeaderBytes);
            var size = BinaryPrimitives.ReadUInt32LittleEndian(header[4..]);
            var left = bytes.Length - position - ChunkHeaderBytes;
            if (size > left)
                throw file.Failure(0, $"its '{Printable(header)}' chunk must hold the {size} bytes that it claims, "
                    + $"but the file ends after {left}.");
            if (header.StartsWith(Encoding.ASCII.GetBytes(wanted)))
                return bytes.Slice((int)position + ChunkHeaderBytes, (int)size);
            position += ChunkHeaderBytes + size + size % 2;
        }
        throw file.Failure(0, $"must have a '{wanted}' chunk, but has none.");
    }

    private static int TagOf(ReadOnlySpan<byte> format)
    {
        var isPlainSubFormat = format.Length >= ExtensibleFormatBytes && format[26..40].SequenceEqual(SubFormatEnd);
        var tag = BinaryPrimitives.ReadUInt16LittleEndian(format);
        return tag == Extensible && isPlainSubFormat ? BinaryPrimitives.ReadUInt16LittleEndian(format[24..]) : tag;
    }

    private static string Printable(ReadOnlySpan<byte> bytes)
    {
        var letters = Encoding.Latin1.GetString(bytes[..Math.Min(4, bytes.Length)]);
        return string.Concat(letters.Select(letter => char.IsBetween(letter, ' ', '~') ? letter : '.'));
    }
}
