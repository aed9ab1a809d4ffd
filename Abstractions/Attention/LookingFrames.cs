namespace Melange;

/// <summary>The target frames of a batch that may look at something.</summary>
/// <remarks>
/// A gate that lets a frame look at its own phoneme only leaves many frames with nothing to look at: a design that
/// gathers the others computes nothing for these. B batch, T target frames, N of the B·T that may look.
/// </remarks>
public sealed class LookingFrames
{
    private readonly Tensor items;  // [N]
    private readonly Tensor frames; // [N]

    private LookingFrames(Tensor items, Tensor frames) => (this.items, this.frames) = (items, frames);

    /// <summary>N.</summary>
    public long Count => items.shape[0];

    /// <summary>Finds them.</summary>
    /// <param name="allowedPairs">bool <c>[B, T, R]</c>, true where a pair may meet.</param>
    /// <returns>Of none to all frames; its tensors belong to the current dispose scope.</returns>
    /// <exception cref="TensorShapeException">The pairs are not shaped as stated.</exception>
    public static LookingFrames Of(Tensor allowedPairs)
    {
        TensorShape.HasShape(allowedPairs, "B T R", [TensorShape.Any, TensorShape.Any, TensorShape.Any]);
        using var looking = allowedPairs.any(2);                                    // [B, T]
        using var places = looking.nonzero();                                       // [N, 2]
        return new(places.select(1, 0), places.select(1, 1));
    }

    /// <summary>Takes what these frames hold, in the order of items and frames.</summary>
    /// <param name="features"><c>[B, X, T, E]</c>.</param>
    /// <returns><c>[N, X, E]</c>, new.</returns>
    public Tensor Gather(Tensor features) => features.index(Places);

    /// <summary>Puts what these frames got beside what all others hold.</summary>
    /// <param name="found"><c>[N, X, E]</c>.</param>
    /// <param name="others"><c>[B, X, T, E]</c>; stays as it is.</param>
    /// <returns><c>[B, X, T, E]</c>, new.</returns>
    public Tensor Scatter(Tensor found, Tensor others) => others.clone().index_put_(found, Places);

    private TensorIndex[] Places => [TensorIndex.Tensor(items), TensorIndex.Slice(), TensorIndex.Tensor(frames)];
}
