using TorchSharp.Modules;
using static TorchSharp.torch.nn;

namespace Melange.Plugins;

/// <summary>Grad-TTS' own linear self attention: the baseline that never sees the reference.</summary>
/// <remarks>
/// context = softmax over positions of key · valueᵀ, out = contextᵀ·query, over the N = M·T positions of the target
/// itself. Source: Popov et al. 2021 (Grad-TTS), section 3.3, after Katharopoulos et al. 2020. Departs from it:
/// positions outside the target mask count for nothing (give a mask of ones for the published arithmetic); and products
/// are taken in another order: (Σ Wo·contextᵀ·Wq)·x with context = (softmax·xᵀ)·Wvᵀ, so that query and value of each
/// position, whose sums alone are asked for, are never computed. Either memory format of the hidden state is a view.
/// B batch, C channels, M mel bins, T target frames, H heads, A features a head.
/// </remarks>
public sealed class LinearAttention : Module, IReferenceAttention, IStatesCost
{
    private const float Nothing = -1e38f; // e to it is 0 beside any other, and no NaN where all is padding: finite in
                                          // bfloat16 too, which float.MinValue is not
    private readonly Conv2d toQueryKeyValue;
    private readonly Conv2d toOutput;
    private readonly AttentionSite site;
    private readonly int heads;
    private readonly int features;

    /// <summary>Builds the attention of one site with fresh weights.</summary>
    /// <exception cref="OptionsException">An option breaks its rule.</exception>
    public LinearAttention(LinearOptions options, AttentionSite site) : base(nameof(LinearAttention))
    {
        var inner = (long)options.Validated().Heads * options.Features;
        (this.site, heads, features) = (site, options.Heads, options.Features);
        toQueryKeyValue = Conv2d(site.Channels, 3 * inner, 1, bias: false);
        toOutput = Conv2d(inner, site.Channels, 1);
        RegisterComponents();
    }

    /// <inheritdoc/>
    public Tensor Attend(Tensor hidden, AttentionInput input)
    {
        input.FitsOrThrow(hidden, site);
        using var scope = NewDisposeScope();
        var (batch, channels) = (hidden.shape[0], hidden.shape[1]);
        var parts = toQueryKeyValue.weight.view(3, heads, -1, channels);            // [3, H, A, C]
        var (query, key, value) = (parts.select(0, 0), parts.select(0, 1), parts.select(0, 2));
        var positions = hidden.flatten(2);                                          // [B, C, N]
        var keys = key.flatten(0, 1).expand(batch, -1, -1).bmm(positions);          // [B, H·A, N]
        var weights = WithoutPadding(keys, input.TargetMask).softmax(-1);           // [B, H·A, N]
        var gathered = weights.bmm(positions.transpose(1, 2)).unflatten(1, heads, -1); // [B, H, A, C]
        var context = value.matmul(gathered.transpose(-2, -1));                     // [B, H, A, A], transposed
        var mixed = context.matmul(query).flatten(1, 2);                            // [B, H·A, C]
        var whole = toOutput.weight.flatten(1).matmul(mixed);                       // [B, C, C]
        var output = positions.transpose(1, 2).bmm(whole.transpose(1, 2)).add_(toOutput.bias!); // [B, N, C]
        return output.transpose(1, 2).unflatten(2, site.Bins, -1).MoveToOuterDisposeScope(); // [B, C, M, T]
    }

    /// <inheritdoc/>
    /// <remarks>B·(2·H·A·C·N + 2·H·A²·C + H·A·C² + C²·N), N = M·T.</remarks>
    public long MultiplyAdds(PassSize size)
    {
        ArgumentNullException.ThrowIfNull(size);
        var (positions, inner, channels) = (site.Bins * size.TargetFrames, (long)heads * features, site.Channels);
        var context = inner * channels * (2 * positions + 2 * features + channels);
        return size.Batch * (context + channels * channels * positions);
    }

    private Tensor WithoutPadding(Tensor keys, Tensor targetMask)                   // [B, H·A, N], [B, T]
    {
        var padding = targetMask.logical_not();
        if (!padding.any().item<bool>())
            return keys;
        var perPosition = padding.unsqueeze(1).expand(-1, site.Bins, -1).flatten(1); // [B, N]
        return keys.masked_fill_(perPosition.unsqueeze(1), Nothing);
    }
}
