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
    IReadOnlyList<(long Start, long Length)> Pieces, IReadOnlyList<PreparedUtterance> References)
{
    /// <summary>Puts the phonemes of some targets into tensors.</summary>
    /// <param name="targets">The targets.</param>
    /// <param name="references">The reference of each.</param>
    /// <param name="pieces">First frame and number of frames of the piece of each target.</param>
    /// <param name="device">Where the tensors shall live.</param>
    public static TrainingBatch Of(
        IReadOnlyList<PreparedUtterance> targets, IReadOnlyList<PreparedUtterance> references,
        IReadOnlyList<(long Start, long Length)> pieces, Device device)
    {
        var phonemes = Collation.Phonemes(targets, device);
        return new(phonemes.Ids, phonemes.Mask, targets, pieces, references);
    }
}

/// <summary>What a batch's losses compare an encoder and an estimator with, frame by frame.</summary>
/// <param name="Durations">Frames of each phoneme, 0 in padding, float <c>[B, P]</c>.</param>
/// <param name="Whole">The whole utterances.</param>
/// <param name="Segment">The pieces that the estimator is trained on.</param>
public sealed record AlignedTargets(Tensor Durations, TargetFrames Whole, TargetFrames Segment)
{
    /// <summary>Puts aligned targets into tensors.</summary>
    /// <param name="targets">The targets; each is aligned.</param>
    /// <param name="pieces">First frame and number of frames of each piece.</param>
    /// <param name="device">Where the tensors shall live.</param>
    /// <exception cref="InvalidOperationException">A target is not aligned.</exception>
    public static AlignedTargets Of(IReadOnlyList<PreparedUtterance> targets,
        IReadOnlyList<(long Start, long Length)> pieces, Device device) => new(
            Collation.Ids([.. targets.Select(target => target.KnownDurations)]).to(float32).to(device),
            Collation.Targets(targets, [.. targets.Select(target => (0L, target.Frames))], device),
            Collation.Targets(targets, pieces, device));
}
