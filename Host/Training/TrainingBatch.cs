namespace Melange.Host.Training;

/// <summary>One step's worth of utterances with their references.</summary>
/// <param name="Phonemes">Phoneme ids, 0 in padding, int64 <c>[B, P]</c>.</param>
/// <param name="PhonemeMask">Which phonemes are real, bool <c>[B, P]</c>.</param>
/// <param name="Durations">Frames of each phoneme, 0 in padding, float <c>[B, P]</c>.</param>
/// <param name="Target">The whole utterances.</param>
/// <param name="Segment">The pieces that the estimator is trained on.</param>
/// <param name="Reference">What the style comes from.</param>
public sealed record TrainingBatch(
    Tensor Phonemes, Tensor PhonemeMask, Tensor Durations,
    TargetFrames Target, TargetFrames Segment, ReferenceBatch Reference);
