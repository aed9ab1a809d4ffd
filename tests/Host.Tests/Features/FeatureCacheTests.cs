using Melange.Host.Features;
using Melange.Testing;

namespace Melange.Host.Tests.Features;

public sealed class FeatureCacheTests : IDisposable
{
    private const int Count = 100; // more than a shard
    private static readonly AudioFormat Format = new();
    private readonly TestFolder folder = new();
    private readonly float[][] audio = [.. Enumerable.Range(0, Count).Select(Noise)];
    private int reads;

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Of_StoredAudio_HasTheBitsOfWhatIsComputedInMemory()
    {
        using var scope = NewDisposeScope();
        var corpus = Corpus();

        var cached = Cache().Of(corpus, Format);
        var held = new FeatureCache("").Of(corpus, Format);

        Assert.Equal(held.Select(mel => mel.Frames), cached.Select(mel => mel.Frames));
        foreach (var (one, other) in held.Zip(cached))
            TensorAssert.SameBits(one.Read(), other.Read());
    }

    [Fact]
    public void Of_SecondTime_ReadsNoAudio()
    {
        using var scope = NewDisposeScope();
        Cache().Of(Corpus(), Format);
        Assert.Equal(Count, reads);

        var mels = Cache().Of(Corpus(), Format);
        _ = mels.Select(mel => mel.Read()).ToList();

        Assert.Equal(Count, reads);
    }

    [Fact]
    public void Of_OneFileChanged_MakesItsShardAnew()
    {
        using var scope = NewDisposeScope();
        Cache().Of(Corpus(), Format);
        audio[3] = Noise(999); // as long

        var mels = Cache().Of(Corpus(changed: 3), Format);

        Assert.Equal(Count + 64, reads); // the first shard's
        TensorAssert.SameBits(new FeatureCache("").Of(Corpus(), Format)[3].Read(), mels[3].Read());
    }

    [Fact]
    public void Of_SameAudioUnderANewTime_WritesNoShard()
    {
        Cache().Of(Corpus(), Format);
        var before = Shards();
        foreach (var shard in before)
            File.SetLastWriteTimeUtc(shard, DateTime.UnixEpoch);

        Cache().Of(Corpus(changed: 3), Format);

        Assert.Equal(2, before.Length);
        Assert.Equal(before, Shards());
        Assert.All(Shards(), shard => Assert.Equal(DateTime.UnixEpoch, File.GetLastWriteTimeUtc(shard)));
    }

    [Fact]
    public void Of_ReaderThatThrows_ThrowsTheSame()
    {
        var broken = Utterance(0,
            new("0.wav", 2048, "first", () => throw new InvalidOperationException("no such codec")));

        var thrown = Assert.Throws<InvalidOperationException>(() => Cache().Of([broken], Format));

        Assert.Equal("no such codec", thrown.Message);
    }

    [Fact]
    public void Of_StoredAudio_LeavesNewThreadsAsManyAsBefore()
    {
        var (before, after) = (get_num_threads(), 0);
        set_num_threads(2);
        try
        {
            Cache().Of(Corpus(), Format);

            var thread = new Thread(() => after = get_num_threads());
            thread.Start();
            thread.Join();
        }
        finally
        {
            set_num_threads(before);
        }
        Assert.Equal(2, after);
    }

    [Fact]
    public void Of_AnotherFormat_IsComputedAnew()
    {
        using var scope = NewDisposeScope();
        Cache().Of(Corpus(), Format);

        var mel = Cache().Of(Corpus(), Format with { Bins = 40 })[0].Read();

        Assert.Equal([40, 8], mel.shape);
        Assert.Equal(4, Shards().Length);
    }

    [Fact]
    public void Of_FormatThatNormalisesOtherwise_IsTheSame()
    {
        using var scope = NewDisposeScope();
        var plain = Cache().Of(Corpus(), Format)[0].Read();

        var mel = Cache().Of(Corpus(), Format with { MelMean = -5, MelDeviation = 2 })[0].Read();

        Assert.Equal(Count, reads);
        TensorAssert.SameBits(plain, mel);
    }

    [Fact]
    public void Of_FileCutShort_IsMadeAnew()
    {
        using var scope = NewDisposeScope();
        Cache().Of(Corpus(), Format);
        foreach (var shard in Shards())
            using (var file = File.OpenWrite(shard))
                file.SetLength(file.Length - 4);

        var mels = Cache().Of(Corpus(), Format);

        Assert.Equal(2 * Count, reads);
        TensorAssert.SameBits(new FeatureCache("").Of(Corpus(), Format)[^1].Read(), mels[^1].Read());
    }

    [Theory, InlineData(true), InlineData(false)]
    public void Read_FileBrokenOrGoneMeanwhile_MakesItAnew(bool isGone)
    {
        using var scope = NewDisposeScope();
        var mels = Cache().Of(Corpus(), Format);
        foreach (var shard in Shards())
            if (isGone)
                File.Delete(shard);
            else
                Flip(shard);

        var last = mels[^1].Read();

        TensorAssert.SameBits(new FeatureCache("").Of(Corpus(), Format)[^1].Read(), last);
        Assert.All(Shards(), shard => Assert.EndsWith(".safetensors", shard));
    }

    [Fact]
    public void Of_TwoAtOnce_GiveTheSame()
    {
        using var scope = NewDisposeScope();
        var both = new IReadOnlyList<LogMel>[2];

        Parallel.For(0, 2, i => both[i] = Cache().Of(Corpus(), Format));

        foreach (var (one, other) in both[0].Zip(both[1]))
            TensorAssert.SameBits(one.Read(), other.Read());
        Assert.Equal(2, Shards().Length);
        Assert.Equal(4, Directory.GetFiles(Path.Combine(folder.Name, "cache")).Length);
    }

    [Fact]
    public void Of_AudioThatCannotBeRead_ListsTheFirstAndCountsTheOthers()
    {
        var corpus = Enumerable.Range(0, Count).Select(i => Utterance(i, new StoredSamples($"{i}.wav", 2048, "v",
            () => throw new FaultException([new($"{i}.wav", 0, "is broken.")])))).ToList();

        var failure = Assert.Throws<FaultException>(() => Cache().Of(corpus, Format));

        Assert.Equal([.. Enumerable.Range(0, 20).Select(i => $"{i}.wav: is broken."),
            "corpus: 80 more of its utterances cannot be used either."],
            failure.Faults.Select(fault => fault.ToString()));
    }

    [Fact]
    public void Of_FolderThatIsAFile_NamesTheOption()
    {
        folder.Write("cache", "");

        var failure = Assert.Throws<FaultException>(() => Cache().Of(Corpus(), Format));

        Assert.StartsWith($"{folder.Name}/cache: features must be writable here, but are not: ", failure.Message);
        Assert.EndsWith("The option cache names another folder; empty, it keeps them in memory.", failure.Message);
    }

    [Fact]
    public void Of_WorkToDo_TellsHowFarItIs()
    {
        var told = new List<(int, int)>();

        new FeatureCache($"{folder.Name}/cache", (done, of) => told.Add((done, of))).Of(Corpus(), Format);
        new FeatureCache($"{folder.Name}/cache", (done, of) => told.Add((done, of))).Of(Corpus(), Format);

        Assert.Equal(2, told.Count);
        Assert.Equal((Count, Count), told[^1]);
    }

    private FeatureCache Cache() => new($"{folder.Name}/cache");

    private string[] Shards() =>
        [.. Directory.GetFiles($"{folder.Name}/cache", "*.safetensors").Order(StringComparer.Ordinal)];

    private List<Utterance> Corpus(int changed = -1) => [.. Enumerable.Range(0, Count).Select(i => Utterance(i,
        new StoredSamples($"{i}.wav", audio[i].Length, i == changed ? "later" : "first", () => Counted(i))))];

    private float[] Counted(int i)
    {
        Interlocked.Increment(ref reads);
        return [.. audio[i]];
    }

    private static Utterance Utterance(int i, StoredSamples samples) =>
        new($"u{i}", "At.", "anna", "sad", samples, ["ae"], null, IsHeldOut: false);

    private static float[] Noise(int seed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, 2048 + 256 * (seed % 3)).Select(_ => random.NextSingle() - 0.5f)];
    }

    // The last byte of the data.
    private static void Flip(string path)
    {
        using var file = File.Open(path, FileMode.Open);
        file.Seek(-1, SeekOrigin.End);
        var value = file.ReadByte();
        file.Seek(-1, SeekOrigin.End);
        file.WriteByte((byte)(value ^ 1));
    }
}
