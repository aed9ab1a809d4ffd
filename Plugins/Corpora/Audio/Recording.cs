namespace Melange.Plugins;

/// <summary>A recording of any format: its header was read, its samples were not.</summary>
internal abstract class Recording
{
    /// <summary>Bytes that tell what a file is.</summary>
    private const int KindBytes = 64;

    /// <summary>What it says of its samples.</summary>
    public abstract RecordingHeader Header { get; }

    /// <summary>Reads the header of a file, by what is in it, whatever its name ends with.</summary>
    /// <param name="file">The file.</param>
    /// <exception cref="FaultException">It is no recording that can be read, or says too little, or lies.</exception>
    public static Recording Open(CorpusFile file)
    {
        using var content = file.OpenRead();
        var start = new byte[KindBytes];
        var read = file.Reading(() => content.ReadAtLeast(start, KindBytes, throwOnEndOfStream: false));
        var kind = RecordingKind.Of(start.AsSpan(0, read), file);
        if (kind.Name != RecordingKind.Wav)
            return SndfileRecording.Open(file, kind);
        var wav = file.Reading(() => WavHeader.Read(content, file));
        return wav.Format.IsReadHere
            ? new WavRecording(file, wav)
            : SndfileRecording.Open(file, kind with { Name = $"WAVE format {wav.Format.Tag}" });
    }

    /// <summary>Reads the samples.</summary>
    /// <returns>The channels of each moment side by side; full scale is 1.</returns>
    /// <exception cref="FaultException">The file is gone or broken, or a sample is no finite number.</exception>
    public float[] Read()
    {
        var samples = ReadSamples();
        var broken = Array.FindIndex(samples, sample => !float.IsFinite(sample));
        return broken < 0 ? samples
            : throw File.Failure(0, $"sample {broken} must be a finite number, but is {samples[broken]}.");
    }

    /// <summary>The file that messages name.</summary>
    protected abstract CorpusFile File { get; }

    /// <summary>Reads the samples, whatever they are.</summary>
    protected abstract float[] ReadSamples();
}
