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

/// <summary>How large the input of one forward pass is, in the frames that the part itself sees.</summary>
/// <param name="Batch">Items B of the batch.</param>
/// <param name="TargetFrames">Target frames T; of an attention or a gate, those of its site's level.</param>
/// <param name="ReferenceFrames">Reference frames R; of an attention or a gate, those of its site's level.</param>
/// <param name="Phonemes">Phonemes P of a text.</param>
public sealed record PassSize(long Batch, long TargetFrames, long ReferenceFrames, long Phonemes);
