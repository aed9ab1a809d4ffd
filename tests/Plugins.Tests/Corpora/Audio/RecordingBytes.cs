using System.Buffers.Binary;

namespace Melange.Plugins.Tests.Corpora;

/// <summary>A WAV file of any format, as recorders write it.</summary>
/// <param name="Encoding">WAVE format: 1 for integers, 3 for floats.</param>
/// <param name="Bits">Bits a sample.</param>
/// <param name="Channels">Channels.</param>
/// <param name="RateHz">Samples a second.</param>
internal sealed record RecordingBytes(short Encoding, int Bits, int Channels = 1, int RateHz = 16000)
{
    private const int Header = 44;

    /// <summary>The file, from samples whose full scale is 1, the channels of each moment side by side.</summary>
    public byte[] Bytes(params double[] samples)
    {
        var width = Bits / 8;
        var bytes = new byte[Header + width * samples.Length];
        "RIFF____WAVEfmt "u8.CopyTo(bytes);
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(16), 16);
        BinaryPrimitives.WriteInt16LittleEndian(bytes.AsSpan(20), Encoding);
        BinaryPrimitives.WriteInt16LittleEndian(bytes.AsSpan(22), (short)Channels);
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(24), RateHz);
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(28), RateHz * Channels * width);
        BinaryPrimitives.WriteInt16LittleEndian(bytes.AsSpan(32), (short)(Channels * width));
        BinaryPrimitives.WriteInt16LittleEndian(bytes.AsSpan(34), (short)Bits);
        "data"u8.CopyTo(bytes.AsSpan(36));
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(40), bytes.Length - Header);
        for (var i = 0; i < samples.Length; i++)
            Write(bytes.AsSpan(Header + i * width, width), samples[i]);
        return bytes;
    }

    /// <summary>The file of a sine of amplitude 0.5, the same in every channel.</summary>
    public byte[] Tone(double hertz, double seconds) => Bytes([.. Enumerable.Range(0, (int)(seconds * RateHz))
        .SelectMany(i => Enumerable.Repeat(0.5 * Math.Sin(2 * Math.PI * hertz * i / RateHz), Channels))]);

    private void Write(Span<byte> bytes, double sample)
    {
        if (Encoding == 3 && Bits == 32)
            BinaryPrimitives.WriteSingleLittleEndian(bytes, (float)sample);
        else if (Encoding == 3 && Bits == 64)
            BinaryPrimitives.WriteDoubleLittleEndian(bytes, sample);
        else
        {
            var value = (long)Math.Round(sample * Math.Pow(2, Bits - 1)) + (Bits == 8 ? 128 : 0);
            for (var i = 0; i < bytes.Length; i++)
                bytes[i] = (byte)(value >> (8 * i));
        }
    }
}
