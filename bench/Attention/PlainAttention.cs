namespace Melange.Bench;

/// <summary>The formula as one would first write it: matmul, softmax, matmul with the whole map.</summary>
/// <remarks>
/// SPEC's f2f and f2b, with the weights of ours. A row of nothing gives NaN after the softmax, which becomes zeros.
/// B batch, C channels, M mel bins, T target frames, R reference frames, H heads, A features, D reference width.
/// </remarks>
/// <param name="design">f2f or f2b.</param>
/// <param name="size">How large.</param>
/// <param name="weights">State of the design.</param>
internal sealed class PlainAttention(string design, AttentionSize size, Dictionary<string, Tensor> weights)
{
    /// <summary>Attends.</summary>
    /// <param name="hidden"><c>[B, C, M, T]</c>.</param>
    /// <param name="reference"><c>[B, D, R]</c>.</param>
    /// <param name="mask">bool <c>[B, T, R]</c>, or null for all pairs.</param>
    /// <returns><c>[B, C, M, T]</c>.</returns>
    public Tensor Attend(Tensor hidden, Tensor reference, Tensor? mask)
    {
        var query = nn.functional.conv2d(hidden, weights["toQuery.weight"]);        // [B, H·A, M, T]
        var key = nn.functional.conv1d(reference, weights["toKey.weight"]);
        var value = nn.functional.conv1d(reference, weights["toValue.weight"]);
        var context = design == "f2f" ? FrameToFrame(query, (key, value), mask) : FrameToBin(query, (key, value), mask);
        return nn.functional.conv2d(context, weights["toOutput.weight"], weights["toOutput.bias"]);
    }

    private Tensor FrameToFrame(Tensor query, (Tensor Key, Tensor Value) reference, Tensor? mask)
    {
        var (batch, width) = (query.shape[0], size.Features * query.shape[2]);
        var rows = query.reshape(batch, AttentionSize.Heads, width, query.shape[3]).transpose(-2, -1); // [B, H, T, A·M]
        var key = reference.Key.reshape(batch, AttentionSize.Heads, width, -1);      // [B, H, A·M, R]
        var value = reference.Value.reshape(batch, AttentionSize.Heads, width, -1).transpose(-2, -1);
        var map = Softmax(rows.matmul(key) / Math.Sqrt(width), mask?.unsqueeze(1)); // [B, H, T, R]
        return map.matmul(value).transpose(-2, -1).reshape(query.shape);            // [B, H·A, M, T]
    }

    private Tensor FrameToBin(Tensor query, (Tensor Key, Tensor Value) reference, Tensor? mask)
    {
        var (batch, bins, frames) = (query.shape[0], query.shape[2], query.shape[3]);
        var rows = query.reshape(batch, AttentionSize.Heads, size.Features, -1).transpose(-2, -1); // [B, H, M·T, A]
        var key = reference.Key.reshape(batch, AttentionSize.Heads, size.Features, -1); // [B, H, A, R]
        var value = reference.Value.reshape(batch, AttentionSize.Heads, size.Features, -1).transpose(-2, -1);
        var everyBin = mask?.unsqueeze(1).unsqueeze(2).expand(batch, 1, bins, frames, -1).flatten(2, 3);
        var map = Softmax(rows.matmul(key) / Math.Sqrt(size.Features), everyBin);   // [B, H, M·T, R]
        return map.matmul(value).transpose(-2, -1).reshape(query.shape);            // [B, H·A, M, T]
    }

    private static Tensor Softmax(Tensor scores, Tensor? mask) => mask is null
        ? scores.softmax(-1)
        : scores.masked_fill(mask.logical_not(), float.NegativeInfinity).softmax(-1).nan_to_num(0);
}
