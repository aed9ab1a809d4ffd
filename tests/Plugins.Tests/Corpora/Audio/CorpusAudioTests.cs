namespace Melange.Plugins.Tests.Corpora;

public sealed class CorpusAudioTests : IDisposable
{
    private readonly RecordingFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Of_File_ReadsItOnlyWhenAsked()
    {
        folder.Write("a.wav", new RecordingBytes(1, 16).Bytes(0, 0.5));

        var samples = folder.Open("a.wav");
        folder.Write("a.wav", new RecordingBytes(1, 16).Bytes(0, 0.25));

        Assert.Equal(2, samples.Count);
        Assert.Equal([0, 0.25f], samples.Read());
    }

    [Fact]
    public void Of_FileThatGoesAwayLater_IsAFaultWhenAsked()
    {
        folder.Write("a.wav", new RecordingBytes(1, 16).Bytes(0, 0.5));
        var samples = folder.Open("a.wav");
        File.Delete(folder.PathOf("a.wav"));

        Assert.StartsWith("a.wav: must be readable, but is not: ", RecordingFolder.Fault(samples.Read),
            StringComparison.Ordinal);
    }

    [Theory, InlineData(1), InlineData(2), InlineData(441), InlineData(1003)]
    public void Of_AnyRate_CountsAsManySamplesAsItReads(int moments)
    {
        foreach (var rateHz in new[] { 8000, 11025, 16001, 22050, 24000, 44100, 48000, 96000 })
        {
            folder.Write("a.wav", new RecordingBytes(1, 16, RateHz: rateHz).Bytes(new double[moments]));

            var samples = folder.Open("a.wav");

            Assert.Equal((int)Math.Ceiling(moments * 16000m / rateHz), samples.Count);
            Assert.Equal(samples.Count, samples.Read().Length);
        }
    }

    [Fact]
    public void Of_Version_ChangesWithContentTimeAndRate()
    {
        folder.Write("a.wav", new RecordingBytes(1, 16).Bytes(0));
        var time = new DateTime(2026, 1, 2, 3, 4, 5, DateTimeKind.Utc);
        File.SetLastWriteTimeUtc(folder.PathOf("a.wav"), time);
        var first = folder.Open("a.wav").Version;

        var again = folder.Open("a.wav").Version;
        var atOtherRate = folder.Open("a.wav", rateHz: 8000).Version;
        File.SetLastWriteTimeUtc(folder.PathOf("a.wav"), time.AddTicks(10));
        var later = folder.Open("a.wav").Version;

        Assert.Equal($"{folder.PathOf("a.wav")}|46|{time.Ticks}|16000", first);
        Assert.Equal(first, again);
        Assert.Equal(3, new[] { first, atOtherRate, later }.Distinct().Count());
    }

    [Fact]
    public void Of_VersionOfALink_ChangesWithTheFileThatItLeadsTo()
    {
        folder.Write("far.wav", new RecordingBytes(1, 16).Bytes(0));
        File.CreateSymbolicLink(folder.PathOf("a.wav"), folder.PathOf("far.wav"));
        var before = folder.Open("a.wav").Version;

        File.SetLastWriteTimeUtc(folder.PathOf("far.wav"), new(2026, 1, 2, 3, 4, 5, DateTimeKind.Utc));

        Assert.NotEqual(before, folder.Open("a.wav").Version);
    }

    [Fact]
    public void Tell_ManyFiles_CountsEachKindOnce()
    {
        int[] rates = [22050, 16000, 22050, 8000];
        var files = rates.Select((_, index) => folder.File($"{index}.wav")).ToList();
        foreach (var (rateHz, index) in rates.Select((rateHz, index) => (rateHz, index)))
            folder.Write($"{index}.wav", new RecordingBytes(1, 16, RateHz: rateHz).Bytes(0));

        CorpusAudio.Open(files, RecordingFolder.RateHz).Tell(folder.Log);

        Assert.Equal(
            [
                "Recordings that were resampled from 8000 to 16000 Hz: 1.",
                "Recordings that were resampled from 22050 to 16000 Hz: 2."
            ],
            folder.Log.Told);
    }

    [Fact]
    public void Of_TooManySamples_SaysToCutIt()
    {
        var bytes = new RecordingBytes(1, 16, RateHz: 1000).Bytes(new double[1 << 20]);
        folder.Write("a.wav", bytes);

        Assert.Equal("a.wav: must have at most 268435456 samples, but has 402653184: cut it into sentences.",
            RecordingFolder.Fault(() => folder.Open("a.wav", rateHz: 384000)));
    }

    [Fact]
    public void Read_CorpusOfTheRepository_GivesTheBitsOfItsFiles() => Assert.All(
        new TextGridFolderCorpus(new() { Path = "data/mini" }, new(RepositoryRoot.Find(), new())).Read(), item =>
        {
            var bytes = File.ReadAllBytes(Path.Combine(RepositoryRoot.Find(), $"data/mini/wav/{item.Id}.wav"));
            var values = System.Runtime.InteropServices.MemoryMarshal.Cast<byte, short>(bytes.AsSpan(44)).ToArray();
            Assert.Equal(values.Select(value => value / 32768f), Assert.IsType<StoredSamples>(item.Samples).Read());
        });
}
