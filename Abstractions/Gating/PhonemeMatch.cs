namespace Melange;

/// <summary>Which phonemes stand in the frames of target and reference, at one level of the estimator.</summary>
/// <remarks>
/// True means useful. Two frames match when both are real and hold the same phoneme. Every method that gives pairs
/// applies the links: a gate that takes its pairs and its presence from here follows a person's edits.
/// </remarks>
/// <param name="TargetPhonemes">Phoneme id of each target frame, int64 <c>[B, T]</c>.</param>
/// <param name="TargetMask">Which target frames are real, bool <c>[B, T]</c>.</param>
/// <param name="ReferencePhonemes">Phoneme id of each reference frame, int64 <c>[B, R]</c>.</param>
/// <param name="ReferenceMask">Which reference frames are real, bool <c>[B, R]</c>.</param>
/// <param name="Links">What a person forces or forbids, or null.</param>
public sealed record PhonemeMatch(
    Tensor TargetPhonemes, Tensor TargetMask, Tensor ReferencePhonemes, Tensor ReferenceMask,
    ReferenceLinks? Links = null)
{
    /// <summary>Every pair of a real target frame and a real reference frame.</summary>
    /// <returns>bool <c>[B, T, R]</c>, new.</returns>
    public Tensor RealPairs()
    {
        using var scope = NewDisposeScope();
        return Linked(Real()).MoveToOuterDisposeScope();
    }

    /// <summary>Every pair of real frames that hold the same phoneme.</summary>
    /// <returns>bool <c>[B, T, R]</c>, new.</returns>
    public Tensor SamePhonemePairs()
    {
        using var scope = NewDisposeScope();
        return Pairs(TargetPhonemes, ReferencePhonemes).MoveToOuterDisposeScope();
    }

    /// <summary>Every pair of real frames whose phonemes are of the same kind.</summary>
    /// <param name="kindOfPhoneme">Kind of each phoneme id, any number, int64 <c>[P]</c>.</param>
    /// <returns>bool <c>[B, T, R]</c>, new.</returns>
    public Tensor SameKindPairs(Tensor kindOfPhoneme)
    {
        using var scope = NewDisposeScope();
        return Pairs(Kinds(TargetPhonemes), Kinds(ReferencePhonemes)).MoveToOuterDisposeScope();

        Tensor Kinds(Tensor ids) => kindOfPhoneme.index_select(0, ids.flatten()).view(ids.shape);
    }

    /// <summary>Whether the phoneme of each target frame occurs among the reference's real frames.</summary>
    /// <returns>bool <c>[B, T]</c>, new.</returns>
    public Tensor Present()
    {
        using var scope = NewDisposeScope();
        return SamePhonemePairs().any(2).MoveToOuterDisposeScope();
    }

    private Tensor Pairs(Tensor target, Tensor reference) =>                        // [B, T] and [B, R] to [B, T, R]
        Linked(target.unsqueeze(2).eq(reference.unsqueeze(1)).logical_and(Real()));

    private Tensor Linked(Tensor pairs) => Links?.Apply(pairs).logical_and(Real()) ?? pairs;

    private Tensor Real() => TargetMask.unsqueeze(2).logical_and(ReferenceMask.unsqueeze(1)); // [B, T, R]
}
