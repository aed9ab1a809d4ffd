namespace Melange;

/// <summary>Attention in which a query that may look at nothing gets zeros: not NaN, not an average.</summary>
/// <remarks>
/// softmax(query·keyᵀ/√A)·value, the mask before the softmax. Source: Vaswani et al. 2017, eq. 1. Departs from it: an
/// empty row of the mask gives an empty row of weights. H heads, T queries, R reference frames, A features a head. True
/// means useful.
/// </remarks>
public static class MaskedAttention
{
    /// <summary>Computes the weights themselves.</summary>
    /// <param name="scores">query·keyᵀ/√A, <c>[B, H, T, R]</c>.</param>
    /// <param name="mask">Which pairs may meet.</param>
    /// <returns>Rows sum to 1 or are all zero, <c>[B, H, T, R]</c>, new.</returns>
    /// <exception cref="TensorShapeException">An input is not shaped as stated.</exception>
    public static Tensor Weights(Tensor scores, SoftmaxMask mask)
    {
        TensorShape.HasShape(scores, "B H T R", [TensorShape.Any, TensorShape.Any, TensorShape.Any, TensorShape.Any]);
        Check(mask, scores.shape[2], scores.shape[3]);
        using var scope = NewDisposeScope();
        var weights = (mask.Bias is null ? scores : scores + mask.Bias).softmax(-1);
        return (mask.Empty is null ? weights : weights.masked_fill(mask.Empty, 0)).MoveToOuterDisposeScope();
    }

    /// <summary>Computes what the weights gather, without ever holding them all.</summary>
    /// <remarks>
    /// Empty rows look at a frame of zeros behind the last one, so that nothing has to be cleared afterwards. Dropout
    /// of weights makes the library hold the whole map. In bfloat16 what is to be trained goes through float32, where
    /// the library's backward pass takes half the time on processors without AMX.
    /// </remarks>
    /// <param name="query"><c>[B, H, T, A]</c>.</param>
    /// <param name="key"><c>[B, H, R, A]</c>.</param>
    /// <param name="value"><c>[B, H, R, A]</c>.</param>
    /// <param name="mask">Which pairs may meet; of one item, or of as many as the query.</param>
    /// <param name="dropout">Share of weights that are dropped, in [0, 1).</param>
    /// <returns>Zero where a query may look at nothing, <c>[B, H, T, A]</c>, new.</returns>
    /// <exception cref="TensorShapeException">An input is not shaped as stated.</exception>
    public static Tensor Context(Tensor query, Tensor key, Tensor value, SoftmaxMask mask, double dropout = 0)
    {
        TensorShape.HasShape(query, "B H T A", [TensorShape.Any, TensorShape.Any, TensorShape.Any, TensorShape.Any]);
        TensorShape.HasShape(key, "B H R A", [query.shape[0], query.shape[1], TensorShape.Any, query.shape[3]]);
        TensorShape.HasShape(value, "B H R A", key.shape);
        Check(mask, query.shape[2], key.shape[2]);
        using var scope = NewDisposeScope();
        if (query.dtype == ScalarType.BFloat16 && query.requires_grad)
        {
            var exact = mask with { Bias = mask.Bias?.to(float32) };
            return Context(query.to(float32), key.to(float32), value.to(float32), exact, dropout)
                .to(query.dtype).MoveToOuterDisposeScope();
        }
        var bias = mask.Bias;
        if (mask.Empty is not null)
            (key, value, bias) = (WithNullFrame(key), WithNullFrame(value), mask.BiasWithNullFrame());
        var context = nn.functional.scaled_dot_product_attention(
            Strided(query), Strided(key), Strided(value), bias, dropout, false);    // [B, H, T, A]
        return context.MoveToOuterDisposeScope();
    }

    /// <summary>Replaces every reference frame that nobody may look at by zeros, whatever it holds.</summary>
    /// <param name="reference">Reference features, <c>[B, D, R]</c>.</param>
    /// <param name="allowed">Which pairs may meet, bool <c>[B, T, R]</c>.</param>
    /// <returns><c>[B, D, R]</c>, new.</returns>
    public static Tensor WithoutUseless(Tensor reference, Tensor allowed)
    {
        using var scope = NewDisposeScope();
        var useless = allowed.any(1).logical_not().unsqueeze(1);                    // [B, 1, R]
        return reference.masked_fill(useless, 0).MoveToOuterDisposeScope();
    }

    // The stride of an axis of one frame may be anything, but the library's matrix product asks for at least A.
    private static Tensor Strided(Tensor frames) => frames.shape[2] > 1 || frames.stride(2) >= frames.shape[3]
        ? frames
        : WithNullFrame(frames).narrow(2, 0, 1);

    private static Tensor WithNullFrame(Tensor frames) => nn.functional.pad(frames, (0, 0, 0, 1)); // [B, H, R + 1, A]

    private static void Check(SoftmaxMask mask, long targets, long references)
    {
        if (mask.Bias is not null)
            TensorShape.HasShape(mask.Bias, "B 1 T R", [TensorShape.Any, 1, targets, references]);
    }
}
