namespace Melange;

/// <summary>Which phonemes stand in the frames of target and reference, at one level of the estimator.</summary>
/// <remarks>True means useful. Two frames match when both are real and hold the same phoneme.</remarks>
/// <param name="TargetPhonemes">Phoneme id of each target frame, int64 <c>[B, T]</c>.</param>
/// <param name="TargetMask">Which target frames are real, bool <c>[B, T]</c>.</param>
/// <param name="ReferencePhonemes">Phoneme id of each reference frame, int64 <c>[B, R]</c>.</param>
/// <param name="ReferenceMask">Which reference frames are real, bool <c>[B, R]</c>.</param>
public sealed record PhonemeMatch(
    Tensor TargetPhonemes, Tensor TargetMask, Tensor ReferencePhonemes, Tensor ReferenceMask)
{
    /// <summary>Every pair of a real target frame and a real reference frame.</summary>
    /// <returns>bool <c>[B, T, R]</c>, new.</returns>
    public Tensor RealPairs()
    {
        using var scope = NewDisposeScope();
        return TargetMask.unsqueeze(2).logical_and(ReferenceMask.unsqueeze(1)).MoveToOuterDisposeScope();
    }

    /// <summary>Every pair of real frames that hold the same phoneme.</summary>
    /// <returns>bool <c>[B, T, R]</c>, new.</returns>
    public Tensor SamePhonemePairs()
    {
        using var scope = NewDisposeScope();
        var same = TargetPhonemes.unsqueeze(2).eq(ReferencePhonemes.unsqueeze(1)); // [B, T, R]
        return same.logical_and(RealPairs()).MoveToOuterDisposeScope();
    }

    /// <summary>Whether the phoneme of each target frame occurs among the reference's real frames.</summary>
    /// <returns>bool <c>[B, T]</c>, new.</returns>
    public Tensor Present()
    {
        using var scope = NewDisposeScope();
        return SamePhonemePairs().any(2).MoveToOuterDisposeScope();
    }
}
