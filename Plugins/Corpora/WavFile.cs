using System.Buffers.Binary;
using System.Text;

namespace Melange.Plugins;

/// <summary>Reads the samples of mono 16-bit PCM audio.</summary>
/// <remarks>
/// Source: Microsoft, "Multiple Channel Audio Data and WAVE Files" 2007 (RIFF chunks, WAVE_FORMAT_EXTENSIBLE). Chunks
/// other than <c>fmt </c> and <c>data</c> are passed over; the size that the RIFF header claims is not looked at.
/// </remarks>
public static class WavFile
{
    private const int HeaderBytes = 12;
    private const int ChunkHeaderBytes = 8;
    private const int FormatBytes = 16;
    private const int ExtensibleFormatBytes = 40;
    private const int Pcm = 1;
    private const int Extensible = 0xFFFE;
    private const float FullScale = 32768;

    // The end of every sub-format GUID that stands for a plain format number.
    private static ReadOnlySpan<byte> SubFormatEnd =>
        [0x00, 0x00, 0x00, 0x00, 0x10, 0x00, 0x80, 0x00, 0x00, 0xAA, 0x00, 0x38, 0x9B, 0x71];

    /// <summary>Reads the samples.</summary>
    /// <param name="bytes">Content of the file.</param>
    /// <param name="file">The file that messages name.</param>
    /// <param name="sampleRateHz">The rate that the audio must have, in samples a second.</param>
    /// <returns>Samples in [-1, 1).</returns>
    /// <exception cref="FaultException">The file is broken, or holds audio of another kind.</exception>
    public static float[] Parse(ReadOnlySpan<byte> bytes, CorpusFile file, int sampleRateHz)
    {
        ArgumentNullException.ThrowIfNull(file);
        if (bytes.IsEmpty)
            throw file.Failure(0, "must be a RIFF WAVE file, but is empty.");
        if (bytes.Length < HeaderBytes || !bytes.StartsWith("RIFF"u8) || !bytes[8..].StartsWith("WAVE"u8))
            throw file.Failure(0, $"must be a RIFF WAVE file, but begins with '{Printable(bytes)}'.");
        var format = Chunk(bytes, "fmt ", file);
        var problems = FormatProblems(format, sampleRateHz).Select(problem => file.Fault(0, problem)).ToList();
        if (problems.Count > 0)
            throw new FaultException(problems);
        return Samples(Chunk(bytes, "data", file), file);
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

    private static List<string> FormatProblems(ReadOnlySpan<byte> format, int sampleRateHz)
    {
        if (format.Length < FormatBytes)
            return [$"its 'fmt ' chunk must hold at least {FormatBytes} bytes, but holds {format.Length}."];
        var problems = new List<string>();
        var encoding = Encoded(format);
        var channels = BinaryPrimitives.ReadUInt16LittleEndian(format[2..]);
        var rateHz = BinaryPrimitives.ReadUInt32LittleEndian(format[4..]);
        var bits = BinaryPrimitives.ReadUInt16LittleEndian(format[14..]);
        if (encoding != Pcm)
            problems.Add($"must be PCM audio (WAVE format 1), but is of WAVE format {encoding}.");
        if (bits != 16)
            problems.Add($"must have 16 bits a sample, but has {bits}.");
        if (channels != 1)
            problems.Add($"must have one channel, but has {channels}.");
        if (rateHz != sampleRateHz)
            problems.Add($"must have {sampleRateHz} samples a second, but has {rateHz}.");
        return problems;
    }

    private static int Encoded(ReadOnlySpan<byte> format)
    {
        var isPlainSubFormat = format.Length >= ExtensibleFormatBytes && format[26..40].SequenceEqual(SubFormatEnd);
        var encoding = BinaryPrimitives.ReadUInt16LittleEndian(format);
        return encoding == Extensible && isPlainSubFormat
            ? BinaryPrimitives.ReadUInt16LittleEndian(format[24..])
            : encoding;
    }

    private static float[] Samples(ReadOnlySpan<byte> data, CorpusFile file)
    {
        if (data.IsEmpty)
            throw file.Failure(0, "must have at least one sample, but has none.");
        if (data.Length % 2 != 0)
            throw file.Failure(0, $"its 'data' chunk must hold samples of 2 bytes, but holds {data.Length} bytes.");
        var samples = new float[data.Length / 2];
        for (var i = 0; i < samples.Length; i++)
            samples[i] = BinaryPrimitives.ReadInt16LittleEndian(data[(2 * i)..]) / FullScale;
        return samples;
    }

    private static string Printable(ReadOnlySpan<byte> bytes)
    {
        var letters = Encoding.Latin1.GetString(bytes[..Math.Min(4, bytes.Length)]);
        return string.Concat(letters.Select(letter => char.IsBetween(letter, ' ', '~') ? letter : '.'));
    }
}
