namespace Melange;

/// <summary>Attention in which a query that may look at nothing gets zeros: not NaN, not an average.</summary>
/// <remarks>
/// softmax(query·keyᵀ / √A)·value, the mask before the softmax. Source: Vaswani et al. 2017, eq. 1. Departs from it: an
/// empty row of the mask gives an empty row of weights. H heads, Q queries, R reference frames, A features a head. True
/// means useful.
/// </remarks>
public static class MaskedAttention
{
    /// <summary>Computes the weights themselves.</summary>
    /// <param name="query"><c>[B, H, Q, A]</c>.</param>
    /// <param name="key"><c>[B, H, R, A]</c>.</param>
    /// <param name="allowed">Which pairs may meet, bool, broadcast to <c>[B, H, Q, R]</c>.</param>
    /// <returns>Rows sum to 1 or are all zero, <c>[B, H, Q, R]</c>, new.</returns>
    /// <exception cref="TensorShapeException">An input is not shaped as stated.</exception>
    public static Tensor Weights(Tensor query, Tensor key, Tensor allowed)
    {
        Check(query, key);
        using var scope = NewDisposeScope();
        var scores = query.matmul(key.transpose(-2, -1)).div_(Math.Sqrt(query.shape[3])); // [B, H, Q, R]
        var masked = scores.masked_fill(allowed.logical_not(), float.NegativeInfinity);
        var empty = allowed.any(-1, keepdim: true).logical_not();                         // [B, 1, Q, 1]
        return masked.masked_fill(empty, 0).softmax(-1).masked_fill(empty, 0).MoveToOuterDisposeScope();
    }

    /// <summary>Computes what the weights gather, without ever holding them all.</summary>
    /// <param name="query"><c>[B, H, Q, A]</c>.</param>
    /// <param name="key"><c>[B, H, R, A]</c>.</param>
    /// <param name="value"><c>[B, H, R, A]</c>.</param>
    /// <param name="allowed">Which pairs may meet, bool, broadcast to <c>[B, H, Q, R]</c>.</param>
    /// <returns>Zero where a query may look at nothing, <c>[B, H, Q, A]</c>, new.</returns>
    /// <exception cref="TensorShapeException">An input is not shaped as stated.</exception>
    public static Tensor Context(Tensor query, Tensor key, Tensor value, Tensor allowed)
    {
        Check(query, key);
        TensorShape.HasShape(value, "B H R A", key.shape);
        using var scope = NewDisposeScope();
        var empty = allowed.any(-1, keepdim: true).logical_not();                         // [B, 1, Q, 1]
        var safe = allowed.logical_or(empty);
        var context = nn.functional.scaled_dot_product_attention(query, key, value, safe, 0.0, false);
        return context.masked_fill(empty, 0).MoveToOuterDisposeScope();                   // [B, H, Q, A]
    }

    /// <summary>Replaces every reference frame that nobody may look at by zeros, whatever it holds.</summary>
    /// <param name="reference">Reference features, <c>[B, D, R]</c>.</param>
    /// <param name="allowed">Which pairs may meet, bool <c>[B, T, R]</c>.</param>
    /// <returns><c>[B, D, R]</c>, new.</returns>
    public static Tensor WithoutUseless(Tensor reference, Tensor allowed)
    {
        using var scope = NewDisposeScope();
        var useless = allowed.any(1).logical_not().unsqueeze(1);                          // [B, 1, R]
        return reference.masked_fill(useless, 0).MoveToOuterDisposeScope();
    }

    private static void Check(Tensor query, Tensor key)
    {
        TensorShape.HasShape(query, "B H Q A", [TensorShape.Any, TensorShape.Any, TensorShape.Any, TensorShape.Any]);
        TensorShape.HasShape(key, "B H R A", [query.shape[0], query.shape[1], TensorShape.Any, query.shape[3]]);
    }
}
