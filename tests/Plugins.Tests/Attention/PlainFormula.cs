namespace Melange.Plugins.Tests.Attention;

/// <summary>f2f and f2b as one would first write them: the whole map, axis by axis, in float64.</summary>
internal static class PlainFormula
{
    /// <summary>What an attention should give, and its map.</summary>
    /// <returns>Output <c>[B, C, M, T]</c>, map <c>[B, H, T, R]</c> (f2f) or <c>[B, H, M, T, R]</c> (f2b).</returns>
    public static (Tensor Output, Tensor Map) Of(
        string design, AttentionDraw draw, Tensor hidden, AttentionInput input)
    {
        var weights = ((nn.Module)draw.Build(design)).state_dict()
            .ToDictionary(entry => entry.Key, entry => entry.Value.to(float64));
        var (state, reference) = (hidden.to(float64), input.Reference.to(float64));
        var query = Heads(einsum("oc,bcmt->bomt", Matrix("toQuery"), state), "toQuery", 4); // [B, H, A, M, T]
        var key = Keys("toKey");                                                    // [B, H, A, M or 1, R]
        var value = Keys("toValue");
        if (draw.IsRotary)
            (query, key) = (Turned(query, draw.Site.TargetStride), Turned(key, draw.Site.ReferenceStride));
        var byFrame = design == "f2f";
        var scores = byFrame
            ? einsum("bhamt,bhamr->bhtr", query, key) / Math.Sqrt(draw.Features * draw.Bins)
            : einsum("bhamt,bhar->bhmtr", query, key.squeeze(3)) / Math.Sqrt(draw.Features);
        var map = Softmax(scores, input.AllowedPairs);
        var context = byFrame
            ? einsum("bhtr,bhamr->bhamt", map, value)
            : einsum("bhmtr,bhar->bhamt", map, value.squeeze(3));
        var output = einsum("oc,bcmt->bomt", Matrix("toOutput"), context.flatten(1, 2));
        return (output + weights["toOutput.bias"].view(1, -1, 1, 1), map);

        Tensor Matrix(string name) => weights[$"{name}.weight"].flatten(1);
        Tensor Heads(Tensor features, string name, int axes) =>                     // [B, H·A, ...] to [B, H, A, ...]
            (weights.TryGetValue($"{name}.bias", out var bias)
                ? features + bias.reshape([1, -1, .. Enumerable.Repeat(1L, axes - 2)])
                : features).unflatten(1, 2, -1);
        Tensor Keys(string name) =>
            Heads(einsum("od,bdr->bor", Matrix(name), reference), name, 3).unflatten(2, draw.Features, -1);
    }

    private static Tensor Turned(Tensor features, int stride) =>
        RotaryFrames.Rotate(features, featureAxis: 2, frameAxis: 4, stride);

    // e to the scores over the allowed frames; a row of nothing stays zero.
    private static Tensor Softmax(Tensor scores, Tensor allowed)
    {
        while (allowed.ndim < scores.ndim)
            allowed = allowed.unsqueeze(1);
        var powers = (scores - scores.amax([-1], keepdim: true)).exp() * allowed;
        return powers / powers.sum(-1, keepdim: true).clamp_min(1e-300);
    }
}
