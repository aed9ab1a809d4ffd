using System.Buffers.Binary;

namespace Melange.Plugins.Tests.Corpora;

/// <summary>WAV files whose chunks say another size than they have, as programs leave them.</summary>
public sealed class WavSizeTests : IDisposable
{
    private const string Streamed = "Recordings of no declared size, as programs write into a pipe, that were read to "
        + "the end of the file: 1.";
    private const string CutShort = "Recordings that end before the size that they declare, cut short perhaps, and "
        + "were read as far: 1.";
    private static readonly byte[] Plain = new RecordingBytes(1, 16).Bytes(0, 0.5, -0.25);
    private static readonly float[] Samples = [0, 0.5f, -0.25f];
    private readonly RecordingFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory, InlineData(0xFFFFFFFF), InlineData(0x7FFFFFFF), InlineData(0x7FFFF000), InlineData(0x7FFFEFFF)]
    [InlineData(0)]
    public void Read_SizeOfAStream_GoesToTheEndOfTheFileWithAWord(uint size)
    {
        Assert.Equal(Samples, folder.Read(WithSize(size)));
        Assert.Equal([Streamed], folder.Log.Told);
    }

    [Theory, InlineData(7), InlineData(1000000)]
    public void Read_SizeLargerThanTheFile_TakesWhatIsThereWithAWord(uint size)
    {
        Assert.Equal(Samples, folder.Read(WithSize(size)));
        Assert.Equal([CutShort], folder.Log.Told);
    }

    [Fact]
    public void Read_CutInASample_TakesTheWholeOnes()
    {
        Assert.Equal(Samples[..2], folder.Read(Plain[..^1]));
        Assert.Equal([CutShort], folder.Log.Told);
    }

    [Fact]
    public void Read_CutBetweenChannels_TakesTheWholeMoments() => Assert.Equal([0.25f],
        folder.Read(new RecordingBytes(1, 16, Channels: 2).Bytes(0, 0.5, -0.25, -0.5)[..^2]));

    [Fact]
    public void Open_CutBeforeTheFirstWholeSample_IsAlwaysAFault()
    {
        for (var length = 0; length < 46; length++)
            Assert.StartsWith("a.wav: ", folder.Fault(Plain[..length]), StringComparison.Ordinal);
    }

    [Fact]
    public void Open_NothingInItBeforeOtherChunks_IsEmptyAndNotAStream() => Assert.Equal(
        "a.wav: must have at least one sample, but has none.",
        folder.Fault([.. Plain[..40], 0, 0, 0, 0, .. "LIST"u8, 4, 0, 0, 0, 1, 2, 3, 4]));

    [Theory, InlineData(true), InlineData(false)]
    public void Read_ChunksOfAnOddSize_ArePassedOverPaddedOrNot(bool isPadded)
    {
        byte[] odd = [.. "LIST"u8, 3, 0, 0, 0, 1, 2, 3];
        byte[] chunk = isPadded ? [.. odd, 0] : odd;

        Assert.Equal(
            Samples, folder.Read([.. Plain[..12], .. chunk, .. Plain[12..36], .. chunk, .. Plain[36..], .. odd]));
        Assert.Empty(folder.Log.Told);
    }

    [Fact]
    public void Read_PaddedWithSomethingElse_IsPassedOver() => Assert.Equal(Samples,
        folder.Read([.. Plain[..36], .. "LIST"u8, 3, 0, 0, 0, 1, 2, 3, (byte)'x', .. Plain[36..]]));

    [Fact]
    public void Read_FormatBehindTheData_IsRead() =>
        Assert.Equal(Samples, folder.Read([.. Plain[..12], .. Plain[36..], .. Plain[12..36]]));

    [Fact]
    public void Open_OtherChunkLargerThanTheFile_NamesIt() => Assert.Equal(
        "a.wav: its 'LIST' chunk must hold the 9 bytes that it claims, but the file ends after 3.",
        folder.Fault([.. Plain[..36], .. "LIST"u8, 9, 0, 0, 0, 1, 2, 3]));

    [SoundProgramsTheory]
    [InlineData("sox plain.wav -t wav - | cat > a.wav", 0)] // a pipe, not a file, and yet the size is true
    [InlineData("cat plain.wav | sox -t wav - -b 24 -t wav - trim 0 | cat > a.wav", 1)]
    [InlineData("ffmpeg -v error -i plain.wav -f wav - | cat > a.wav", 1)]
    public void Read_WhatAProgramWroteIntoAPipe_IsWholeAndBitEqual(string line, int told)
    {
        folder.Write("plain.wav", new RecordingBytes(1, 16).Tone(440, seconds: 0.1));
        var expected = folder.Open("plain.wav").Read();

        SoundPrograms.Run(folder.DiskPath, line);

        Assert.Equal(expected, folder.Open("a.wav").Read());
        Assert.Equal(told, folder.Log.Told.Count);
    }

    private static byte[] WithSize(uint size)
    {
        var bytes = (byte[])Plain.Clone();
        BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(40), size);
        return bytes;
    }
}
