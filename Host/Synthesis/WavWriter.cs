using System.Text;

namespace Melange.Host.Synthesis;

/// <summary>Writes audio as 16-bit PCM WAV, mono.</summary>
public static class WavWriter
{
    private const int BytesPerSample = 2;
    private const int HeaderBytesAfterSize = 36;

    /// <summary>Writes one file; values beyond [-1, 1] are clipped.</summary>
    /// <param name="path">The file.</param>
    /// <param name="samples">Audio in [-1, 1].</param>
    /// <param name="sampleRateHz">Samples a second.</param>
    public static void Write(string path, IReadOnlyList<float> samples, int sampleRateHz)
    {
        using var writer = new BinaryWriter(File.Create(path), Encoding.ASCII);
        var dataBytes = samples.Count * BytesPerSample;
        writer.Write("RIFF"u8);
        writer.Write(HeaderBytesAfterSize + dataBytes);
        writer.Write("WAVEfmt "u8);
        writer.Write(16);                             // bytes of the format chunk
        writer.Write((short)1);                       // PCM
        writer.Write((short)1);                       // channels
        writer.Write(sampleRateHz);
        writer.Write(sampleRateHz * BytesPerSample);  // bytes a second
        writer.Write((short)BytesPerSample);          // bytes a frame of all channels
        writer.Write((short)(8 * BytesPerSample));    // bits a sample
        writer.Write("data"u8);
        writer.Write(dataBytes);
        foreach (var sample in samples)
            writer.Write((short)Math.Round(Math.Clamp(sample, -1f, 1f) * short.MaxValue));
    }
}
