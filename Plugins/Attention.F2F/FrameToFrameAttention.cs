using TorchSharp.Modules;
using static TorchSharp.torch.nn;

namespace Melange.Plugins;

/// <summary>Frame to frame: every mel bin of a target frame shares one weight a reference frame.</summary>
/// <remarks>
/// softmax(queryᵀ·key / √(A·M))·value with query = conv1x1(hidden), key and value = linear(reference), then conv1x1
/// back to C. A·M features a head: the row of key for head h, feature a, bin m is (h·A + a)·M + m, so that each step is
/// a view. Source: Vaswani et al. 2017, eq. 1, over the frames of Grad-TTS' estimator (Popov et al. 2021, section 3.3).
/// B batch, C channels, M mel bins, T target frames, R reference frames, H heads, A features, D reference width.
/// </remarks>
public sealed class FrameToFrameAttention : Module, IReferenceAttention
{
    private readonly Conv2d toQuery;
    private readonly Conv1d toKey;
    private readonly Conv1d toValue;
    private readonly Conv2d toOutput;
    private readonly AttentionSite site;
    private readonly int heads;

    /// <summary>Builds the attention of one site with fresh weights.</summary>
    /// <exception cref="OptionsException">An option breaks its rule.</exception>
    public FrameToFrameAttention(FrameToFrameOptions options, AttentionSite site) : base(nameof(FrameToFrameAttention))
    {
        var inner = (long)options.Validated().Heads * options.Features;
        (this.site, heads) = (site, options.Heads);
        toQuery = Conv2d(site.Channels, inner, 1, bias: false);
        toKey = Conv1d(site.ReferenceWidth, inner * site.Bins, 1, bias: false);
        toValue = Conv1d(site.ReferenceWidth, inner * site.Bins, 1, bias: false);
        toOutput = Conv2d(inner, site.Channels, 1);
        RegisterComponents();
    }

    /// <inheritdoc/>
    public Tensor Attend(Tensor hidden, AttentionInput input)
    {
        input.FitsOrThrow(hidden, site);
        using var scope = NewDisposeScope();
        var reference = MaskedAttention.WithoutUseless(input.Reference, input.AllowedPairs);
        var query = toQuery.forward(hidden).flatten(1, 2).unflatten(1, heads, -1);  // [B, H, A·M, T]
        var key = toKey.forward(reference).unflatten(1, heads, -1);                 // [B, H, A·M, R]
        var value = toValue.forward(reference).unflatten(1, heads, -1);             // [B, H, A·M, R]
        var weights = MaskedAttention.Weights(
            query.transpose(-2, -1), key.transpose(-2, -1), input.AllowedPairs.unsqueeze(1)); // [B, H, T, R]
        input.Probe?.Record(site.Name, ProbeQuantity.AttentionMap, weights);
        var context = value.matmul(weights.transpose(-2, -1));                      // [B, H, A·M, T]
        var byBin = context.flatten(1, 2).unflatten(1, -1, site.Bins);              // [B, H·A, M, T]
        return toOutput.forward(byBin).MoveToOuterDisposeScope();                   // [B, C, M, T]
    }
}
