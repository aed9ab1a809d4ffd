namespace Melange;

/// <summary>Reference utterances of one batch, as conditioners see them.</summary>
/// <param name="LogMel">Log-mel spectrogram, natural logarithm, zero in padding, <c>[B, M, R]</c>.</param>
/// <param name="Mask">Which frames are real, bool <c>[B, R]</c>.</param>
/// <param name="Phonemes">Phoneme id of each frame, int64 <c>[B, R]</c>; 0 in padding, and in every frame of a
/// reference that is being aligned.</param>
/// <param name="Speakers">Index of each utterance's speaker, int64 <c>[B]</c>.</param>
/// <param name="Emotions">Index of each utterance's emotion, int64 <c>[B]</c>.</param>
public sealed record ReferenceBatch(Tensor LogMel, Tensor Mask, Tensor Phonemes, Tensor Speakers, Tensor Emotions);
