using Microsoft.Extensions.Logging;

namespace Melange.Plugins;

/// <summary>Turns what a corpus lists into utterances; all that is wrong with it is told at once.</summary>
/// <param name="settings">How its files are read.</param>
/// <param name="log">Where it is said what was put right and left out.</param>
internal sealed class CorpusReading(CorpusSettings settings, ILogger log)
{
    private readonly FaultCollector faults = new();
    private readonly List<TierRepairs> repairs = [];
    private CorpusFile? lastFile;
    private TimesFile? lastTimes;

    /// <summary>Reads and checks every utterance.</summary>
    /// <param name="list">Lists the utterances, and gathers what is wrong with the list.</param>
    /// <exception cref="FaultException">Something is missing or broken; every fault is listed.</exception>
    public IReadOnlyList<Utterance> Read(Func<FaultCollector, CorpusEntries> list)
    {
        settings.Folder.MustExist();
        var corpus = list(faults);
        var heldOut = HeldOutTexts.Choose(settings.HeldOut, corpus, faults);
        if (corpus.NoPhonemes is { } none)
        {
            faults.Add(none);
            faults.ThrowIfAny();
        }
        var read = ReadAll(corpus.Entries, heldOut);
        if (faults.IsEmpty)
            read = Trainable(read, heldOut);
        faults.ThrowIfAny();
        log.Tell(corpus.LeftOut);
        log.Tell(repairs);
        return [.. read.Select(one => one.Utterance)];
    }

    private List<ReadUtterance> ReadAll(IReadOnlyList<CorpusEntry> entries, HeldOutTexts heldOut)
    {
        var (recordings, times) = (new MissingFiles(entries, entry => entry.Audio),
            new MissingFiles(entries, entry => entry.Times));
        recordings.Tell(faults);
        times.Tell(faults);
        var audio = CorpusAudio.Open(entries.Select(entry => entry.Audio).Where(recordings.Has), settings.SampleRateHz);
        var phonemizer = settings.BuildPhonemizer();
        using var disposable = phonemizer as IDisposable;
        var texts = new TextPhonemes(phonemizer, settings.TextsDone);
        texts.AskForAll(entries);
        var read = new List<ReadUtterance>();
        foreach (var entry in entries)
        {
            var samples = recordings.Has(entry.Audio) ? faults.Try(() => audio.Of(entry.Audio)) : null;
            var tier = entry.Times is { } file && times.Has(file)
                ? faults.Try(() => ReadTier(entry, (double?)samples?.Count / settings.SampleRateHz)) : null;
            var phonemes = entry.Times is null ? texts.Of(entry)
                : tier?.Intervals.Select(interval => interval.Label).ToList();
            if (samples is not null && phonemes is not null)
            {
                var one = ReadUtterance.Of(entry, samples, (phonemes, tier), heldOut.Has(entry));
                read.Add(one with { Utterance = one.Utterance with { Style = settings.StyleOf(entry.Id) } });
            }
        }
        texts.Tell(faults, settings.Folder.Name);
        audio.Tell(log);
        return read;
    }

    private PhonemeTier ReadTier(CorpusEntry entry, double? audioSeconds)
    {
        if (entry.Times != lastFile || lastTimes is null) // one file may hold the times of all
            (lastFile, lastTimes) = (entry.Times, TimesFile.Read(entry.Times!));
        var tier = lastTimes.Phonemes(settings.Rules, entry.Id, audioSeconds);
        repairs.Add(tier.Repairs);
        return tier;
    }

    // What was drawn goes back to training where it alone has a phoneme; what somebody listed is theirs to change.
    private List<ReadUtterance> Trainable(List<ReadUtterance> read, HeldOutTexts heldOut)
    {
        var trained = read.Where(one => !one.Utterance.IsHeldOut).SelectMany(one => one.Utterance.Phonemes).ToHashSet();
        if (!heldOut.AreDrawn)
        {
            faults.Add(read.SelectMany(one => one.Untrained(trained)));
            return read;
        }
        var back = read.Where(one => one.Utterance.Phonemes.Any(phoneme => !trained.Contains(phoneme)))
            .Select(KeyOf).ToHashSet();
        List<ReadUtterance> trainable = [.. read.Select(one => back.Contains(KeyOf(one))
            ? one with { Utterance = one.Utterance with { IsHeldOut = false } } : one)];
        if (back.Count > 0)
            log.TellBack(back.Count);
        if (back.Count > 0 && !trainable.Exists(one => one.Utterance.IsHeldOut))
            faults.Add(settings.Folder.Name, "heldOut must keep a text out of training, but each that was drawn has a "
                + "phoneme that no other text has.");
        return trainable;
    }

    private static string KeyOf(ReadUtterance one) => HeldOutTexts.Key(one.Entry.Text, isLoose: true);
}
