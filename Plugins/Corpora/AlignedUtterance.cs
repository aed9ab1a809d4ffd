namespace Melange.Plugins;

/// <summary>An utterance, and where its phonemes stand in its TextGrid.</summary>
/// <param name="Utterance">The utterance.</param>
/// <param name="TextGrid">The file of its phonemes.</param>
/// <param name="Intervals">The intervals of its phonemes, with their lines.</param>
internal sealed record AlignedUtterance(
    Utterance Utterance, CorpusFile TextGrid, IReadOnlyList<TimedInterval> Intervals);
