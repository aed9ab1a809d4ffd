using Microsoft.Extensions.Logging;

namespace Melange.Plugins;

/// <summary>Reads single files that are to serve as references, whatever their format.</summary>
/// <param name="rules">What is read of TextGrids, and what is put right.</param>
/// <param name="sampleRateHz">The rate that audio is brought to, in samples a second.</param>
/// <param name="log">Where it is said what was put right.</param>
internal sealed class ReferenceFiles(TierRules rules, int sampleRateHz, ILogger log) : IReferenceReader
{
    /// <inheritdoc/>
    public IReadOnlyList<float> ReadAudio(string path)
    {
        var file = Existing(path);
        var audio = CorpusAudio.Open([file], sampleRateHz);
        var samples = audio.Of(file)!.Read();
        audio.Tell(log);
        return samples;
    }

    /// <inheritdoc/>
    public IReadOnlyList<PhonemeInterval> ReadPhonemes(string path, double audioSeconds)
    {
        var file = Existing(path);
        var tier = TimesFile.Read(file).Phonemes(rules, id: null, audioSeconds);
        log.Tell([tier.Repairs]);
        return [.. tier.Intervals.Select(part => new PhonemeInterval(part.Label, part.StartSeconds, part.EndSeconds))];
    }

    private static CorpusFile Existing(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        var file = new CorpusFile(path, path);
        if (file.Exists)
            return file;
        if (Directory.Exists(path))
            throw file.Failure(0, "must be a file, but is a folder.");
        var folder = Path.GetDirectoryName(Path.GetFullPath(path));
        var beside = Directory.Exists(folder) ? Directory.EnumerateFiles(folder) : [];
        var suggestion = NearestName.Suggest(Path.GetFileName(path), beside.Select(name => Path.GetFileName(name)));
        throw file.Failure(0, $"must exist, but does not.{suggestion}");
    }
}
