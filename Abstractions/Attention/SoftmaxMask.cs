namespace Melange;

/// <summary>The allowed pairs of a site in the form that a softmax needs.</summary>
/// <remarks>
/// A row that may look at nothing has a bias of zeros, so that its softmax is finite, and is named by
/// <see cref="Empty"/>, so that its weights can be set to zero. B batch, T target frames, R reference frames.
/// </remarks>
/// <param name="Bias">What is added to the scores: 0 where a pair may meet, else −∞, <c>[B, 1, T, R]</c>; null where
/// every pair may.</param>
/// <param name="Empty">Rows that may look at nothing, bool <c>[B, 1, T, 1]</c>; null where there is none.</param>
public sealed record SoftmaxMask(Tensor? Bias, Tensor? Empty)
{
    /// <summary>Prepares pairs for scores of a type.</summary>
    /// <param name="allowedPairs">bool <c>[B, T, R]</c>, true where a pair may meet.</param>
    /// <param name="type">Type of the scores.</param>
    /// <returns>The mask; its tensors are new and belong to the current dispose scope.</returns>
    public static SoftmaxMask Of(Tensor allowedPairs, ScalarType type)
    {
        TensorShape.HasShape(allowedPairs, "B T R", [TensorShape.Any, TensorShape.Any, TensorShape.Any]);
        if (allowedPairs.all().item<bool>())
            return new(null, null);
        using var scope = NewDisposeScope();
        var pairs = allowedPairs.unsqueeze(1);                                      // [B, 1, T, R]
        var empty = pairs.any(-1, keepdim: true).logical_not();                     // [B, 1, T, 1]
        var forbidden = pairs.logical_or(empty).logical_not();
        var bias = zeros(pairs.shape, type, pairs.device).masked_fill_(forbidden, float.NegativeInfinity);
        var hasEmpty = empty.any().item<bool>();
        return new(bias.MoveToOuterDisposeScope(), hasEmpty ? empty.MoveToOuterDisposeScope() : null);
    }

    /// <summary>The mask of one item of the batch.</summary>
    /// <returns>The same with B = 1; views of this mask's tensors.</returns>
    public SoftmaxMask Item(long item) => new(Bias?.narrow(0, item, 1), Empty?.narrow(0, item, 1));

    /// <summary>The bias with one frame more: the empty rows may look at it alone, the others not.</summary>
    /// <returns><c>[B, 1, T, R + 1]</c>, new.</returns>
    internal Tensor BiasWithNullFrame()
    {
        using var scope = NewDisposeScope();
        var real = Bias!.masked_fill(Empty!, float.NegativeInfinity);               // [B, 1, T, R]
        var nothing = zeros_like(Empty!, Bias!.dtype).masked_fill_(Empty!.logical_not(), float.NegativeInfinity);
        return cat([real, nothing], -1).MoveToOuterDisposeScope();
    }
}
