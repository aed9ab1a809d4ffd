namespace Melange.Host.Aligning;

/// <summary>How much of an item of a padded batch is real.</summary>
/// <param name="Phonemes">Real phonemes, at least 1.</param>
/// <param name="Frames">Real frames, at least as many.</param>
public readonly record struct AlignmentSize(int Phonemes, int Frames);
