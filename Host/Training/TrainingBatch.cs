using Melange.Host.Features;

namespace Melange.Host.Training;

/// <summary>One step's worth of utterances with their references.</summary>
/// <remarks>Targets and references without times are aligned when the batch's losses are computed.</remarks>
/// <param name="Phonemes">Phoneme ids, 0 in padding, int64 <c>[B, P]</c>.</param>
/// <param name="PhonemeMask">Which phonemes are real, bool <c>[B, P]</c>.</param>
/// <param name="Targets">The whole utterances, B in order.</param>
/// <param name="Pieces">First frame and number of frames of the pieces that the estimator is trained on.</param>
/// <param name="References">What the style of each comes from.</param>
public sealed record TrainingBatch(
    Tensor Phonemes, Tensor PhonemeMask, IReadOnlyList<PreparedUtterance> Targets,
    IReadOnlyList<(long Start, long Length)> Pieces, IReadOnlyList<PreparedUtterance> References);
