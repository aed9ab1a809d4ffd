namespace Melange.Plugins;

/// <summary>Reads single files that are to serve as references, whatever their format.</summary>
/// <param name="tier">Name of the interval tier that holds the phonemes.</param>
/// <param name="sampleRateHz">The rate that audio is brought to, in samples a second.</param>
internal sealed class ReferenceFiles(string tier, int sampleRateHz) : IReferenceReader
{
    /// <inheritdoc/>
    public IReadOnlyList<float> ReadAudio(string path)
    {
        var file = Existing(path);
        var recording = RecordingFile.Parse(file.ReadBytes(), file);
        using var scope = NewDisposeScope();
        var mono = tensor(recording.Samples).view(-1, recording.Channels).mean([1]);    // [S]
        var audio = SampleRate.Convert(mono, recording.RateHz, sampleRateHz);
        var peak = audio.abs().max();
        return audio.div(peak.clamp_min(1)).data<float>().ToArray();
    }

    /// <inheritdoc/>
    public IReadOnlyList<PhonemeInterval> ReadPhonemes(string path, double audioSeconds)
    {
        var file = Existing(path);
        var intervals = PhonemeTier.Read(TextGridFile.Parse(file.ReadText(), file), tier, file, audioSeconds);
        return [.. intervals.Select(part => new PhonemeInterval(part.Label, part.StartSeconds, part.EndSeconds))];
    }

    private static CorpusFile Existing(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        var file = new CorpusFile(path, path);
        if (file.Exists)
            return file;
        var folder = Path.GetDirectoryName(Path.GetFullPath(path));
        var beside = Directory.Exists(folder) ? Directory.EnumerateFiles(folder) : [];
        var suggestion = NearestName.Suggest(Path.GetFileName(path), beside.Select(name => Path.GetFileName(name)));
        throw file.Failure(0, $"must exist, but does not.{suggestion}");
    }
}
