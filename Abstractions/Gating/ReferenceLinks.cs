namespace Melange;

/// <summary>Links from target to reference frames that a person forces or forbids.</summary>
/// <param name="Forced">
/// A target frame with any may look at these reference frames only, bool <c>[B, T, R]</c>; null for none.
/// </param>
/// <param name="Forbidden">Pairs that may never meet, bool <c>[B, T, R]</c>; null for none.</param>
public sealed record ReferenceLinks(Tensor? Forced, Tensor? Forbidden)
{
    /// <summary>Applies the links to pairs that a gate would allow.</summary>
    /// <param name="pairs">bool <c>[B, T, R]</c>.</param>
    /// <returns>bool <c>[B, T, R]</c>, new; a forced pair is true whether or not it was before.</returns>
    public Tensor Apply(Tensor pairs)
    {
        using var scope = NewDisposeScope();
        var linked = pairs;
        if (Forced is not null)
            linked = where(Forced.any(2, keepdim: true), Forced, linked);           // [B, T, R]
        if (Forbidden is not null)
            linked = linked.logical_and(Forbidden.logical_not());
        return linked.clone().MoveToOuterDisposeScope();
    }
}
