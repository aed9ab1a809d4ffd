namespace Melange;

/// <summary>How large the input of one forward pass is, in the frames that the part itself sees.</summary>
/// <param name="Batch">Items B of the batch.</param>
/// <param name="TargetFrames">Target frames T; of an attention or a gate, those of its site's level.</param>
/// <param name="ReferenceFrames">Reference frames R; of an attention or a gate, those of its site's level.</param>
/// <param name="Phonemes">Phonemes P of a text.</param>
public sealed record PassSize(long Batch, long TargetFrames, long ReferenceFrames, long Phonemes);
