namespace Melange.Plugins;

/// <summary>A recording that libsndfile reads: FLAC, MP3, Ogg and others.</summary>
internal sealed class SndfileRecording : Recording
{
    private const int BlockMoments = 1 << 14;
    private const int ContainerMask = 0x0FFF0000;
    private const int Mpeg = 0x230000; // its number of samples is an estimate
    private readonly RecordingKind kind;

    private SndfileRecording(CorpusFile file, RecordingKind kind)
    {
        (File, this.kind) = (file, kind);
        using var sound = OpenSound(out var info);
        var isTold = info.Moments < long.MaxValue && (info.Format & ContainerMask) != Mpeg;
        var header = new RecordingHeader(info.RateHz, info.Channels, isTold ? info.Moments : 1).Validated(file);
        Header = isTold ? header : (header with { Moments = Count(sound, info.Channels) }).Validated(file);
    }

    /// <inheritdoc/>
    public override RecordingHeader Header { get; }

    /// <inheritdoc/>
    protected override CorpusFile File { get; }

    /// <summary>Reads the header; where it does not tell how many samples there are, all of them.</summary>
    /// <param name="file">The file.</param>
    /// <param name="kind">What it is.</param>
    /// <param name="isInstalled">Whether the system has libsndfile; null where it is to be looked for.</param>
    /// <exception cref="FaultException">libsndfile is missing or cannot read it, or it says too little.</exception>
    public static SndfileRecording Open(CorpusFile file, RecordingKind kind, bool? isInstalled = null)
    {
        if (!kind.IsForSndfile)
            throw Unreadable(file, kind.Name);
        if (!(isInstalled ?? SndfileLibrary.IsInstalled)) // the same for each of many files: told once
            throw new FaultException([new("libsndfile", 0, $"must be installed to read {kind.Name}, but is not. "
                + "Debian, Ubuntu: apt-get install libsndfile1; macOS: brew install libsndfile.")]);
        return new(file, kind);
    }

    /// <inheritdoc/>
    protected override float[] ReadSamples()
    {
        using var sound = OpenSound(out _);
        var samples = new float[Header.Moments * Header.Channels];
        var (read, last) = (0L, 0L);
        do
        {
            last = SndfileLibrary.Read(
                sound, samples.AsSpan((int)read * Header.Channels), Math.Min(BlockMoments, Header.Moments - read));
            read += last;
        }
        while (last > 0 && read < Header.Moments);
        read += read == Header.Moments ? Count(sound, Header.Channels) : 0;
        if (SndfileLibrary.Error(sound) is { } error)
            throw File.Failure(0, $"must be readable to its end, but is not after {read} samples: {error}.");
        return read == Header.Moments ? samples : throw File.Failure(0,
            $"must hold the {Header.Moments} samples that its header promises, but holds {read}.");
    }

    private SndfileHandle OpenSound(out SndfileInfo info)
    {
        var (sound, error) = SndfileLibrary.Open(File.DiskPath, out info);
        if (error is null)
            return sound;
        sound.Dispose();
        throw Unreadable(File, $"{kind.Name} that it cannot read ({error})");
    }

    private static FaultException Unreadable(CorpusFile file, string found) => file.Failure(0,
        $"must be WAV or what libsndfile reads (FLAC, MP3, Ogg, AIFF, ...), but is {found}.");

    // What is left, in moments.
    private static long Count(SndfileHandle sound, int channels)
    {
        var block = new float[BlockMoments * channels];
        var (count, last) = (0L, 0L);
        do
        {
            last = SndfileLibrary.Read(sound, block, BlockMoments);
            count += last;
        }
        while (last > 0);
        return count;
    }
}
