namespace Melange.Host.Checking;

/// <summary>What a dry run shall do with a run's config.</summary>
/// <param name="Frames">Target frames T of the score; 0 for those of a training segment.</param>
/// <param name="ReferenceFrames">Reference frames R of the score; 0 for those of the corpus' mean utterance.</param>
/// <param name="IsCheck">
/// Whether corpus, pairs, edits and phonemizer are checked before, and a sentence is spoken and measured behind.
/// </param>
public sealed record DryRequest(long Frames, long ReferenceFrames, bool IsCheck);
