using System.Buffers.Binary;

namespace PartSpace;

/// <summary>Reads WAV files of 16 bits and one channel.</summary>
internal static class PcmFile
{
    private const int Header = 44;

    /// <summary>The samples of a file, in [-1, 1].</summary>
    /// <exception cref="InvalidDataException">The file is of another kind or rate.</exception>
    public static float[] Read(string path, int sampleRateHz)
    {
        var bytes = File.ReadAllBytes(path);
        if (bytes.Length <= Header || !bytes.AsSpan(0, 4).SequenceEqual("RIFF"u8) || Number(bytes, 34) != 16
            || Number(bytes, 22) != 1 || !bytes.AsSpan(36, 4).SequenceEqual("data"u8))
            throw new InvalidDataException("must be a WAV file of 16 bits and one channel, but is none.");
        var rate = BinaryPrimitives.ReadInt32LittleEndian(bytes.AsSpan(24));
        if (rate != sampleRateHz)
            throw new InvalidDataException($"must have {sampleRateHz} samples a second, but has {rate}.");
        var samples = new float[(bytes.Length - Header) / 2];
        for (var i = 0; i < samples.Length; i++)
            samples[i] = Number(bytes, Header + 2 * i) / 32768f;
        return samples;
    }

    private static short Number(byte[] bytes, int offset) =>
        BinaryPrimitives.ReadInt16LittleEndian(bytes.AsSpan(offset));
}
