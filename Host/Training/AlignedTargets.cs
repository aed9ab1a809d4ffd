using Melange.Host.Features;

namespace Melange.Host.Training;

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
