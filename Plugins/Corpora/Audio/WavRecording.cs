namespace Melange.Plugins;

/// <summary>A WAV file of integers, floats, A-law or mu-law.</summary>
/// <param name="file">The file.</param>
/// <param name="wav">What it says of its samples.</param>
internal sealed class WavRecording(CorpusFile file, WavHeader wav) : Recording
{
    /// <inheritdoc/>
    public override RecordingHeader Header { get; } = new RecordingHeader(
        (int)Math.Min(wav.Format.RateHz, int.MaxValue), wav.Format.Channels,
        wav.DataBytes / Math.Max(1, wav.Format.MomentBytes), wav.Size).Validated(file);

    /// <inheritdoc/>
    protected override CorpusFile File => file;

    /// <inheritdoc/>
    protected override float[] ReadSamples()
    {
        using var content = file.OpenRead();
        var bytes = file.Reading(() =>
        {
            var all = new byte[wav.DataBytes];
            content.Position = wav.DataStart;
            content.ReadExactly(all);
            return all;
        });
        var samples = new float[bytes.Length / (wav.Format.Bits / 8)];
        wav.Format.Decode(bytes, samples);
        return samples;
    }
}
