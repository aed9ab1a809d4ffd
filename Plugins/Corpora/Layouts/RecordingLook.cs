namespace Melange.Plugins;

/// <summary>Looks at the recordings of a corpus one by one, on all cores.</summary>
internal sealed class RecordingLook
{
    private const float FullScale = 0.999f;
    private const int ClippedRun = 3;
    private readonly IReadOnlyList<CorpusEntry> entries;
    private readonly MissingFiles recordings;
    private readonly MissingFiles times;
    private readonly TierRules rules = TierRules.Of(new AudioFolderOptions { Path = "" }, new());

    /// <summary>Creates the look.</summary>
    /// <param name="entries">The utterances.</param>
    /// <param name="faults">Gathers files that are missing.</param>
    public RecordingLook(IReadOnlyList<CorpusEntry> entries, FaultCollector faults)
    {
        this.entries = entries;
        (recordings, times) = (new(entries, entry => entry.Audio), new(entries, entry => entry.Times));
        recordings.Tell(faults);
        times.Tell(faults);
    }

    /// <summary>What was found, in the order of the utterances.</summary>
    public IEnumerable<FoundRecording> All() => entries.AsParallel().AsOrdered()
        .WithMergeOptions(ParallelMergeOptions.NotBuffered).Select(Look);

    private FoundRecording Look(CorpusEntry entry)
    {
        var faults = new FaultCollector();
        var audio = recordings.Has(entry.Audio) ? faults.Try(() => Measure(entry.Audio)) : null;
        var tier = entry.Times is { } file && times.Has(file)
            ? faults.Try(() => TimesFile.Read(file).Phonemes(rules, entry.Id, audio?.Seconds)) : null;
        return new(entry.Audio.Name, entry.Speaker, entry.Emotion, entry.Text)
        {
            Audio = audio,
            Phonemes = tier?.Intervals.Select(interval => interval.Label).ToList() ?? entry.Phonemes,
            Faults = faults.All
        };
    }

    private static FoundAudio Measure(CorpusFile file)
    {
        var recording = Recording.Open(file);
        var (samples, header) = (recording.Read(), recording.Header);
        var (peak, clipped) = (0f, 0);
        for (var channel = 0; channel < header.Channels; channel++)
        {
            var run = 0;
            for (var i = channel; i < samples.Length; i += header.Channels)
            {
                var level = Math.Abs(samples[i]);
                peak = Math.Max(peak, level);
                run = level >= FullScale ? run + 1 : 0;
                clipped += run < ClippedRun ? 0 : run == ClippedRun ? ClippedRun : 1;
            }
        }
        return new((double)header.Moments / header.RateHz, header.RateHz, header.Channels, peak,
            (double)clipped / samples.Length);
    }
}
