using System.Buffers.Binary;

namespace Melange.Plugins;

/// <summary>Reads the samples of a corpus' own audio: mono 16-bit PCM at the run's rate, and nothing else.</summary>
public static class WavFile
{
    private const int Bits = 16;
    private const int Bytes = 2;
    private const float FullScale = 32768;

    /// <summary>Reads the samples of a file; null where there is no file.</summary>
    /// <exception cref="FaultException">The file is broken, or holds audio of another kind.</exception>
    internal static float[]? Read(CorpusFile? file, int sampleRateHz) =>
        file is null ? null : Parse(file.ReadBytes(), file, sampleRateHz);

    /// <summary>Reads the samples.</summary>
    /// <param name="bytes">Content of the file.</param>
    /// <param name="file">The file that messages name.</param>
    /// <param name="sampleRateHz">The rate that the audio must have, in samples a second.</param>
    /// <returns>Samples in [-1, 1).</returns>
    /// <exception cref="FaultException">The file is broken, or holds audio of another kind.</exception>
    public static float[] Parse(ReadOnlySpan<byte> bytes, CorpusFile file, int sampleRateHz)
    {
        ArgumentNullException.ThrowIfNull(file);
        var problems = Problems(WavFormat.Read(bytes, file), sampleRateHz);
        var faults = problems.Select(problem => file.Fault(0, problem)).ToList();
        if (faults.Count > 0)
            throw new FaultException(faults);
        var data = WavFormat.Data(bytes, Bytes, file);
        var samples = new float[data.Length / Bytes];
        for (var i = 0; i < samples.Length; i++)
            samples[i] = BinaryPrimitives.ReadInt16LittleEndian(data[(Bytes * i)..]) / FullScale;
        return samples;
    }

    private static IEnumerable<string> Problems(WavFormat format, int sampleRateHz)
    {
        if (format.Tag != WavFormat.Pcm)
            yield return $"must be PCM audio (WAVE format 1), but is of WAVE format {format.Tag}.";
        if (format.Bits != Bits)
            yield return $"must have {Bits} bits a sample, but has {format.Bits}.";
        if (format.Channels != 1)
            yield return $"must have one channel, but has {format.Channels}.";
        if (format.RateHz != sampleRateHz)
            yield return $"must have {sampleRateHz} samples a second, but has {format.RateHz}.";
    }
}
