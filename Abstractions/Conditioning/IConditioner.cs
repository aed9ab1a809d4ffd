namespace Melange;

/// <summary>Turns one kind of condition into features of the reference frames.</summary>
public interface IConditioner
{
    /// <summary>Features a reference frame.</summary>
    long Width { get; }

    /// <summary>Computes the features of each reference frame.</summary>
    /// <param name="reference">The reference utterances.</param>
    /// <returns><c>[B, Width, R]</c>, new.</returns>
    Tensor Condition(ReferenceBatch reference);
}
