using TorchSharp.Modules;
using static TorchSharp.torch.nn;

namespace Melange.Plugins;

/// <summary>Grad-TTS' own linear self attention: the baseline that never sees the reference.</summary>
/// <remarks>
/// context = softmax over positions of key · valueᵀ, out = contextᵀ·query, over the N = M·T positions of the target
/// itself. Source: Popov et al. 2021 (Grad-TTS), section 3.3, after Katharopoulos et al. 2020. Departs from it:
/// positions outside the target mask count for nothing (give a mask of ones for the published arithmetic).
/// B batch, C channels, M mel bins, T target frames, H heads, A features a head.
/// </remarks>
public sealed class LinearAttention : Module, IReferenceAttention
{
    private const float Nothing = float.MinValue; // e to it is 0 beside any other, and no NaN where all is padding
    private readonly Conv2d toQueryKeyValue;
    private readonly Conv2d toOutput;
    private readonly AttentionSite site;
    private readonly int heads;

    /// <summary>Builds the attention of one site with fresh weights.</summary>
    /// <exception cref="OptionsException">An option breaks its rule.</exception>
    public LinearAttention(LinearOptions options, AttentionSite site) : base(nameof(LinearAttention))
    {
        var inner = (long)options.Validated().Heads * options.Features;
        (this.site, heads) = (site, options.Heads);
        toQueryKeyValue = Conv2d(site.Channels, 3 * inner, 1, bias: false);
        toOutput = Conv2d(inner, site.Channels, 1);
        RegisterComponents();
    }

    /// <inheritdoc/>
    public Tensor Attend(Tensor hidden, AttentionInput input)
    {
        input.FitsOrThrow(hidden, site);
        using var scope = NewDisposeScope();
        var parts = toQueryKeyValue.forward(hidden).flatten(2).unflatten(1, 3, heads, -1); // [B, 3, H, A, N]
        var (query, key, value) = (parts.select(1, 0), parts.select(1, 1), parts.select(1, 2));
        var weights = key.masked_fill(Padding(input.TargetMask), Nothing).softmax(-1); // [B, H, A, N]
        var context = weights.matmul(value.transpose(-2, -1));                      // [B, H, A, A]
        var mixed = context.transpose(-2, -1).matmul(query);                        // [B, H, A, N]
        var byBin = mixed.flatten(1, 2).unflatten(2, site.Bins, -1);                // [B, H·A, M, T]
        return toOutput.forward(byBin).MoveToOuterDisposeScope();                   // [B, C, M, T]
    }

    private Tensor Padding(Tensor targetMask)                                       // [B, T] to [B, 1, 1, N]
    {
        var (batch, frames) = (targetMask.shape[0], targetMask.shape[1]);
        var padding = targetMask.logical_not().unsqueeze(1).expand(batch, site.Bins, frames); // [B, M, T]
        return padding.flatten(1).unsqueeze(1).unsqueeze(1);
    }
}
