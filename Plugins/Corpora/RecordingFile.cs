using System.Buffers.Binary;

namespace Melange.Plugins;

/// <summary>The samples of a WAV file of any usual format.</summary>
/// <param name="Samples">Samples, the channels of each moment side by side; full scale is 1.</param>
/// <param name="Channels">Channels: 1 or 2.</param>
/// <param name="RateHz">Samples a second.</param>
internal sealed record RecordingFile(float[] Samples, int Channels, int RateHz)
{
    private const int Float = 3;
    private const int LowestRateHz = 8000;
    private const int HighestRateHz = 96000;

    /// <summary>Reads integers of 8, 16, 24 or 32 bits and floats of 32 or 64.</summary>
    /// <param name="bytes">Content of the file.</param>
    /// <param name="file">The file that messages name.</param>
    /// <exception cref="FaultException">The file is broken, or holds audio of another kind.</exception>
    public static RecordingFile Parse(ReadOnlySpan<byte> bytes, CorpusFile file)
    {
        var format = WavFormat.Read(bytes, file);
        var problems = Problems(format).Select(problem => file.Fault(0, problem)).ToList();
        if (problems.Count > 0)
            throw new FaultException(problems);
        var data = WavFormat.Data(bytes, format.Channels * format.Bits / 8, file);
        var width = format.Bits / 8;
        var samples = new float[data.Length / width];
        for (var i = 0; i < samples.Length; i++)
        {
            samples[i] = Sample(data.Slice(i * width, width), format);
            if (!float.IsFinite(samples[i]))
                throw file.Failure(0, $"sample {i} must be a finite number, but is {samples[i]}.");
        }
        return new(samples, format.Channels, (int)format.RateHz);
    }

    private static IEnumerable<string> Problems(WavFormat format)
    {
        if (format.Tag is not (WavFormat.Pcm or Float))
            yield return $"must be PCM or float audio (WAVE format 1 or 3), but is of WAVE format {format.Tag}.";
        if (format.Tag == WavFormat.Pcm && format.Bits is not (8 or 16 or 24 or 32))
            yield return $"must have 8, 16, 24 or 32 bits a sample, but has {format.Bits}.";
        if (format.Tag == Float && format.Bits is not (32 or 64))
            yield return $"must have 32 or 64 bits a float sample, but has {format.Bits}.";
        if (format.Channels is not (1 or 2))
            yield return $"must have one or two channels, but has {format.Channels}.";
        if (format.RateHz is < LowestRateHz or > HighestRateHz)
            yield return $"must have {LowestRateHz} to {HighestRateHz} samples a second, but has {format.RateHz}.";
    }

    private static float Sample(ReadOnlySpan<byte> bytes, WavFormat format) => (format.Tag, format.Bits) switch
    {
        (Float, 32) => BinaryPrimitives.ReadSingleLittleEndian(bytes),
        (Float, _) => (float)BinaryPrimitives.ReadDoubleLittleEndian(bytes),
        (_, 8) => (bytes[0] - 128) / 128f, // 8 bits have no sign
        (_, 16) => BinaryPrimitives.ReadInt16LittleEndian(bytes) / 32768f,
        (_, 24) => (bytes[0] | (bytes[1] << 8) | ((sbyte)bytes[2] << 16)) / 8388608f,
        _ => BinaryPrimitives.ReadInt32LittleEndian(bytes) / 2147483648f
    };
}
