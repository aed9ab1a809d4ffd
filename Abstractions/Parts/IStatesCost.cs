namespace Melange;

/// <summary>A part that states how much work one forward pass through it is.</summary>
/// <remarks>
/// Counted are matrix products and convolutions: one multiplication with its addition is one multiply-add, two FLOPs.
/// What is done value by value (norms, activations, masks, the softmax) does not count, nor do parts that this one is
/// built of: they state their own. The host estimates a part that states nothing from its weights.
/// </remarks>
public interface IStatesCost
{
    /// <summary>Multiply-adds of one forward pass.</summary>
    /// <param name="size">How large the input is.</param>
    /// <returns>At least 0.</returns>
    long MultiplyAdds(PassSize size);
}
