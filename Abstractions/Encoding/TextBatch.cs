namespace Melange;

/// <summary>The texts of one batch as phonemes.</summary>
/// <param name="Phonemes">Phoneme ids, 0 in padding, int64 <c>[B, P]</c>.</param>
/// <param name="Mask">Which positions are real, bool <c>[B, P]</c>.</param>
/// <param name="Conditions">Each condition by name, averaged over the reference's
/// real frames, <c>[B, width]</c>.</param>
public sealed record TextBatch(Tensor Phonemes, Tensor Mask, IReadOnlyDictionary<string, Tensor> Conditions);
