using System.Buffers.Binary;

namespace Melange.Plugins.Tests.Corpora;

public sealed class WavRecordingTests : IDisposable
{
    private static readonly RecordingBytes Plain = new(1, 16);
    private readonly RecordingFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData(1, 8, 1.0 / 128), InlineData(1, 16, 1.0 / 32768), InlineData(1, 24, 1.0 / 8388608)]
    [InlineData(1, 32, 1.0 / 2147483648), InlineData(3, 32, 1e-12), InlineData(3, 64, 1e-12)]
    public void Read_AnyBits_KeepsEveryValue(short encoding, int bits, double smallest)
    {
        double[] samples = [-1, -0.5, -smallest, 0, smallest, 0.75];

        Assert.Equal(samples.Select(sample => (float)sample),
            folder.Read(new RecordingBytes(encoding, bits).Bytes(samples)));
        Assert.Empty(folder.Log.Told);
    }

    // Loudest, softest, and one between, by ITU-T G.711.
    [Theory]
    [InlineData(6, new byte[] { 0xAA, 0x2A, 0xD5, 0x55, 0x80 }, new[] { 32256, -32256, 8, -8, 5504 })]
    [InlineData(7, new byte[] { 0x80, 0x00, 0xFF, 0x7F, 0xF0 }, new[] { 32124, -32124, 0, 0, 120 })]
    public void Read_Logarithmic_GivesTheValuesOfTheStandard(short encoding, byte[] codes, int[] expected) =>
        Assert.Equal(expected.Select(value => value / 32768f), folder.Read(Coded(encoding, codes)));

    [SoundProgramsTheory, InlineData(6, "a-law"), InlineData(7, "mu-law")]
    public void Read_EveryLogarithmicCode_GivesWhatSoxGives(short encoding, string name)
    {
        var codes = Enumerable.Range(0, 256).Select(code => (byte)code).ToArray();
        folder.Write("codes.raw", codes);
        SoundPrograms.Run(folder.DiskPath,
            $"sox -D -t raw -r 16000 -c 1 -e {name} -b 8 codes.raw -e signed -b 16 sox.wav");

        Assert.Equal(folder.Open("sox.wav").Read(), folder.Read(Coded(encoding, codes)));
    }

    [Fact]
    public void Read_TwoChannels_AveragesThemWithAWord()
    {
        Assert.Equal([0.25f, -0.5f], folder.Read(new RecordingBytes(1, 16, Channels: 2).Bytes(0.5, 0, -0.25, -0.75)));
        Assert.Equal(["Recordings of two channels that were averaged: 1."], folder.Log.Told);
    }

    [Theory, InlineData(1), InlineData(3)]
    public void Read_Extensible_IsReadAsItsSubFormat(byte subFormat) => Assert.Equal([0.5f, -0.25f],
        folder.Read(Extensible(new RecordingBytes(subFormat, 32).Bytes(0.5, -0.25), subFormat)));

    [Fact]
    public void Read_LouderThanFullScale_IsBroughtDownToIt() =>
        Assert.Equal([0.25f, -1, 0.5f], folder.Read(new RecordingBytes(3, 32).Bytes(0.5, -2, 1)));

    [Fact]
    public void Read_NotANumber_NamesTheSample()
    {
        folder.Write("a.wav", new RecordingBytes(3, 32).Bytes(0, double.NaN));

        var samples = folder.Open("a.wav");

        Assert.Equal("a.wav: sample 1 must be a finite number, but is NaN.", RecordingFolder.Fault(samples.Read));
    }

    [Theory]
    [InlineData(22, 3, "must have one or two channels, but has 3.")]
    [InlineData(34, 12, "must have 8, 16, 24 or 32 bits a sample, but has 12.")]
    [InlineData(20, 3, "must have 32 or 64 bits a float sample, but has 16.")]
    [InlineData(20, 6, "must have 8 bits an A-law or mu-law sample, but has 16.")]
    [InlineData(24, 999, "must have 1000 to 384000 samples a second, but has 999.")]
    [InlineData(24, 384001, "must have 1000 to 384000 samples a second, but has 384001.")]
    [InlineData(24, -1, "must have 1000 to 384000 samples a second, but has 2147483647.")]
    [InlineData(40, 5, "its 'data' chunk must hold samples of 2 bytes, but holds 5 bytes.")]
    [InlineData(36, 'D', "must have a 'data' chunk, but has none.")]
    [InlineData(12, 'F', "must have a 'fmt ' chunk, but has none.")]
    [InlineData(8, 'V', "must be a recording (WAV, FLAC, MP3, Ogg, AIFF, ...), but begins with 'RIFF'.")]
    [InlineData(0, 7, "must be a recording (WAV, FLAC, MP3, Ogg, AIFF, ...), but begins with '.IFF'.")]
    public void Open_OneValueWrong_NamesIt(int at, int value, string expected)
    {
        var bytes = Plain.Bytes(0, 0, 0);
        if (at is 24 or 40)
            BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(at), value);
        else
            bytes[at] = (byte)value;

        Assert.Equal($"a.wav: {expected}", folder.Fault(bytes));
    }

    [Fact]
    public void Open_HalfAMoment_IsAFault() => Assert.Equal(
        "a.wav: its 'data' chunk must hold samples of 4 bytes, but holds 6 bytes.",
        folder.Fault(new RecordingBytes(1, 16, Channels: 2).Bytes(0, 0, 0)));

    [Fact]
    public void Open_SeveralValuesWrong_NamesAll() => Assert.Equal("a.wav: must have one or two channels, but has 4.\n"
        + "a.wav: must have 1000 to 384000 samples a second, but has 500.",
        folder.Fault(new RecordingBytes(1, 16, Channels: 4, RateHz: 500).Bytes(0, 0, 0, 0)));

    [Fact]
    public void Open_Empty_SaysSo() => Assert.Equal("a.wav: must be a recording, but is empty.", folder.Fault([]));

    [Fact]
    public void Open_FormatTooShort_SaysSo() => Assert.Equal(
        "a.wav: its 'fmt ' chunk must hold at least 16 bytes, but holds 2.",
        folder.Fault([.. "RIFF....WAVEfmt "u8, 2, 0, 0, 0, 1, 0]));

    [Fact]
    public void Open_FormatCutShort_SaysSo() => Assert.Equal(
        "a.wav: its 'fmt ' chunk must hold the 16 bytes that it claims, but the file ends after 4.",
        folder.Fault(Plain.Bytes(0)[..24]));

    private static byte[] Coded(short encoding, byte[] codes)
    {
        var bytes = new RecordingBytes(1, 8).Bytes([.. codes.Select(code => (code - 128) / 128.0)]);
        BinaryPrimitives.WriteInt16LittleEndian(bytes.AsSpan(20), encoding);
        return bytes;
    }

    private static byte[] Extensible(byte[] plain, byte subFormat)
    {
        byte[] tail = [22, 0, 16, 0, 4, 0, 0, 0,
            subFormat, 0, 0x00, 0x00, 0x00, 0x00, 0x10, 0x00, 0x80, 0x00, 0x00, 0xAA, 0x00, 0x38, 0x9B, 0x71];
        byte[] bytes = [.. plain[..36], .. tail, .. plain[36..]];
        bytes[16] = 40;
        BinaryPrimitives.WriteUInt16LittleEndian(bytes.AsSpan(20), 0xFFFE);
        return bytes;
    }
}
