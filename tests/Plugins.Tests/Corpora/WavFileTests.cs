using System.Buffers.Binary;

namespace Melange.Plugins.Tests.Corpora;

public sealed class WavFileTests
{
    private static readonly CorpusFile File = new("nowhere", "a.wav");

    [Fact]
    public void Parse_Samples_AreScaledToOne()
    {
        var bytes = SmallCorpus.Wav(samples: 3);
        BinaryPrimitives.WriteInt16LittleEndian(bytes.AsSpan(44), short.MinValue);
        BinaryPrimitives.WriteInt16LittleEndian(bytes.AsSpan(46), 16384);

        Assert.Equal([-1, 0.5f, 2 / 32768f], WavFile.Parse(bytes, File, SmallCorpus.RateHz));
    }

    [Fact]
    public void Parse_OtherChunks_ArePassedOver()
    {
        var plain = SmallCorpus.Wav(samples: 3);
        byte[] oddChunk = [.. "LIST"u8, 3, 0, 0, 0, 1, 2, 3, 0];         // 3 bytes and one that pads them
        byte[] bytes = [.. plain[..12], .. oddChunk, .. plain[12..36], .. oddChunk, .. plain[36..], .. oddChunk];

        Assert.Equal([0, 1 / 32768f, 2 / 32768f], WavFile.Parse(bytes, File, SmallCorpus.RateHz));
    }

    [Fact]
    public void Parse_ExtensiblePcm_IsRead() =>
        Assert.Equal([0, 1 / 32768f], WavFile.Parse(Extensible(subFormat: 1), File, SmallCorpus.RateHz));

    [Fact]
    public void Parse_ExtensibleFloat_NamesItsSubFormat() => Assert.Equal(
        "a.wav: must be PCM audio (WAVE format 1), but is of WAVE format 3.", Fault(Extensible(subFormat: 3)));

    [Fact]
    public void Parse_ExtensibleOfAnotherKind_NamesTheFormat()
    {
        var bytes = Extensible(subFormat: 1);
        bytes[20 + 39] ^= 1;

        Assert.Equal("a.wav: must be PCM audio (WAVE format 1), but is of WAVE format 65534.", Fault(bytes));
    }

    [Theory]
    [InlineData(20, 3, "must be PCM audio (WAVE format 1), but is of WAVE format 3.")]
    [InlineData(22, 2, "must have one channel, but has 2.")]
    [InlineData(24, 900, "must have 1000 samples a second, but has 900.")]
    [InlineData(34, 24, "must have 16 bits a sample, but has 24.")]
    [InlineData(40, 9, "its 'data' chunk must hold the 9 bytes that it claims, but the file ends after 6.")]
    [InlineData(40, 5, "its 'data' chunk must hold samples of 2 bytes, but holds 5 bytes.")]
    [InlineData(40, 0, "must have at least one sample, but has none.")]
    [InlineData(40, -1, "its 'data' chunk must hold the 4294967295 bytes that it claims, but the file ends after 6.")]
    [InlineData(36, 'D', "must have a 'data' chunk, but has none.")]
    [InlineData(12, 'F', "must have a 'fmt ' chunk, but has none.")]
    [InlineData(8, 'V', "must be a RIFF WAVE file, but begins with 'RIFF'.")]
    [InlineData(0, 7, "must be a RIFF WAVE file, but begins with '.IFF'.")]
    public void Parse_OneValueWrong_NamesIt(int at, int value, string expected)
    {
        var bytes = SmallCorpus.Wav(samples: 3);
        if (at is 24 or 40)
            BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(at), value);
        else
            bytes[at] = (byte)value;

        Assert.Equal($"a.wav: {expected}", Fault(bytes));
    }

    [Fact]
    public void Parse_SeveralValuesWrong_NamesAll()
    {
        var bytes = SmallCorpus.Wav(samples: 3);
        bytes[22] = 2;
        bytes[34] = 8;

        Assert.Equal(
            "a.wav: must have 16 bits a sample, but has 8.\na.wav: must have one channel, but has 2.", Fault(bytes));
    }

    [Fact]
    public void Parse_Empty_SaysSo() => Assert.Equal("a.wav: must be a RIFF WAVE file, but is empty.", Fault([]));

    [Fact]
    public void Parse_FormatTooShort_SaysSo()
    {
        byte[] bytes = [.. "RIFF....WAVEfmt "u8, 2, 0, 0, 0, 1, 0];

        Assert.Equal("a.wav: its 'fmt ' chunk must hold at least 16 bytes, but holds 2.", Fault(bytes));
    }

    [Fact]
    public void Parse_CutAnywhere_IsAlwaysAFault()
    {
        var bytes = SmallCorpus.Wav(samples: 3);

        for (var length = 0; length < bytes.Length; length++)
            Assert.StartsWith("a.wav: ", Fault(bytes[..length]), StringComparison.Ordinal);
    }

    private static string Fault(byte[] bytes) =>
        Assert.Throws<FaultException>(() => WavFile.Parse(bytes, File, SmallCorpus.RateHz)).Message;

    private static byte[] Extensible(byte subFormat)
    {
        var plain = SmallCorpus.Wav(samples: 2);
        byte[] tail = [22, 0, 16, 0, 4, 0, 0, 0,
            subFormat, 0, 0x00, 0x00, 0x00, 0x00, 0x10, 0x00, 0x80, 0x00, 0x00, 0xAA, 0x00, 0x38, 0x9B, 0x71];
        byte[] bytes = [.. plain[..36], .. tail, .. plain[36..]];
        bytes[16] = 40;
        BinaryPrimitives.WriteUInt16LittleEndian(bytes.AsSpan(20), 0xFFFE);
        return bytes;
    }
}
