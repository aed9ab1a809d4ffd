namespace Melange.Plugins;

/// <summary>An utterance, and where its phonemes are written down.</summary>
/// <param name="Utterance">The utterance.</param>
/// <param name="Entry">How the corpus lists it.</param>
/// <param name="Lines">The line of each of its phonemes in the file of its times; null where it has none.</param>
internal sealed record ReadUtterance(Utterance Utterance, CorpusEntry Entry, IReadOnlyList<int>? Lines)
{
    /// <summary>Puts an utterance together.</summary>
    /// <param name="entry">How the corpus lists it.</param>
    /// <param name="samples">Its audio.</param>
    /// <param name="spoken">Its phonemes, and the tier of their times; null where nobody knows these.</param>
    /// <param name="isHeldOut">Whether it is kept out of training.</param>
    public static ReadUtterance Of(CorpusEntry entry, IReadOnlyList<float> samples,
        (IReadOnlyList<string> Phonemes, PhonemeTier? Tier) spoken, bool isHeldOut) => new(
        new(entry.Id, entry.Text, entry.Speaker, entry.Emotion, samples, spoken.Phonemes,
            spoken.Tier?.Intervals.Select(interval => interval.EndSeconds).ToList(), isHeldOut)
        { File = entry.Source.Name, Line = entry.Line, Recording = entry.Audio.DiskPath },
        entry, spoken.Tier?.Intervals.Select(interval => interval.Line).ToList());

    /// <summary>What is wrong where only held-out texts have some of its phonemes: no model could learn them.</summary>
    public IEnumerable<Fault> Untrained(HashSet<string> trained) =>
        from phoneme in Utterance.Phonemes.Select((label, i) => (Label: label, Index: i))
            .Where(phoneme => !trained.Contains(phoneme.Label)).DistinctBy(phoneme => phoneme.Label)
        let message = $"phoneme '{phoneme.Label}' must occur in a training text, but only held-out texts have it."
        select Lines is null ? Entry.Fault(message) : Entry.Times!.Fault(Lines[phoneme.Index], message);
}
