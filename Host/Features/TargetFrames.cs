namespace Melange.Host.Features;

/// <summary>Frames of a batch of targets.</summary>
/// <param name="LogMel">Normalised log-mel, zero in padding, <c>[B, M, T]</c>.</param>
/// <param name="Mask">Which frames are real, bool <c>[B, T]</c>.</param>
/// <param name="PhonemeIds">Phoneme id of each frame, 0 in padding, int64 <c>[B, T]</c>.</param>
/// <param name="Positions">Position in the text of each frame's phoneme, 0 in padding, int64 <c>[B, T]</c>.</param>
public sealed record TargetFrames(Tensor LogMel, Tensor Mask, Tensor PhonemeIds, Tensor Positions)
{
    /// <summary>Spreads what an encoder says of each phoneme over its frames.</summary>
    /// <param name="byPhoneme"><c>[B, M, P]</c>.</param>
    /// <returns>Zero in padding, <c>[B, M, T]</c>.</returns>
    public Tensor Spread(Tensor byPhoneme)
    {
        using var scope = NewDisposeScope();
        var index = Positions.unsqueeze(1).expand(-1, byPhoneme.shape[1], -1);      // [B, M, T]
        return (byPhoneme.gather(2, index) * Mask.unsqueeze(1)).MoveToOuterDisposeScope();
    }
}
