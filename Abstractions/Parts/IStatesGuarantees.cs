namespace Melange;

/// <summary>A part that states what holds of it whatever is learned.</summary>
/// <remarks>
/// A metric that only measures what is guaranteed says nothing of a design: the host compares no variant in a metric
/// that is <see cref="IDecidedBy"/> what all parts of one slot guarantee, at every site.
/// </remarks>
public interface IStatesGuarantees
{
    /// <summary>Names of what holds, as <see cref="Guarantee.OwnPhoneme"/>; the same as long as it lives.</summary>
    IReadOnlyList<string> Guarantees { get; }
}

/// <summary>Names of what parts may guarantee; others may be agreed on between plugins.</summary>
public static class Guarantee
{
    /// <summary>Of a gate: a target frame whose phoneme occurs in the reference may look at frames of that phoneme
    /// only, unless a person's links say otherwise.</summary>
    public const string OwnPhoneme = "own-phoneme";
}
