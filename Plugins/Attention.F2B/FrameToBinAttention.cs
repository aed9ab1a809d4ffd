using TorchSharp.Modules;
using static TorchSharp.torch.nn;

namespace Melange.Plugins;

/// <summary>Frame to bin: every mel bin of every target frame weighs the reference frames for itself.</summary>
/// <remarks>
/// softmax(queryᵀ·key / √A)·value with query = conv1x1(hidden), key and value = linear(reference), then conv1x1 back to
/// C. The map has H·M·T·R entries: it is held only while a probe takes it. Source: Vaswani et al. 2017, eq. 1, over the
/// (bin, frame) positions of Grad-TTS' estimator (Popov et al. 2021, section 3.3).
/// B batch, C channels, M mel bins, T target frames, R reference frames, H heads, A features, D reference width.
/// </remarks>
public sealed class FrameToBinAttention : Module, IReferenceAttention
{
    private readonly Conv2d toQuery;
    private readonly Conv1d toKey;
    private readonly Conv1d toValue;
    private readonly Conv2d toOutput;
    private readonly AttentionSite site;
    private readonly int heads;

    /// <summary>Builds the attention of one site with fresh weights.</summary>
    /// <exception cref="OptionsException">An option breaks its rule.</exception>
    public FrameToBinAttention(FrameToBinOptions options, AttentionSite site) : base(nameof(FrameToBinAttention))
    {
        var inner = (long)options.Validated().Heads * options.Features;
        (this.site, heads) = (site, options.Heads);
        toQuery = Conv2d(site.Channels, inner, 1, bias: false);
        toKey = Conv1d(site.ReferenceWidth, inner, 1, bias: false);
        toValue = Conv1d(site.ReferenceWidth, inner, 1, bias: false);
        toOutput = Conv2d(inner, site.Channels, 1);
        RegisterComponents();
    }

    /// <inheritdoc/>
    public Tensor Attend(Tensor hidden, AttentionInput input)
    {
        input.FitsOrThrow(hidden, site);
        using var scope = NewDisposeScope();
        var reference = MaskedAttention.WithoutUseless(input.Reference, input.AllowedPairs);
        var query = Rows(toQuery.forward(hidden).flatten(2));                       // [B, H, M·T, A]
        var key = Rows(toKey.forward(reference));                                   // [B, H, R, A]
        var value = Rows(toValue.forward(reference));                               // [B, H, R, A]
        var allowed = EveryBin(input.AllowedPairs);                                 // [B, 1, M·T, R]
        var context = input.Probe is null
            ? MaskedAttention.Context(query, key, value, allowed)                   // [B, H, M·T, A]
            : Recorded(MaskedAttention.Weights(query, key, allowed), input.Probe).matmul(value);
        var frames = hidden.shape[3];
        var byBin = context.transpose(-2, -1).flatten(1, 2).unflatten(2, site.Bins, frames); // [B, H·A, M, T]
        return toOutput.forward(byBin).MoveToOuterDisposeScope();                   // [B, C, M, T]
    }

    private Tensor Rows(Tensor features) =>                                         // [B, H·A, N] to [B, H, N, A]
        features.unflatten(1, heads, -1).transpose(-2, -1).contiguous();

    private Tensor EveryBin(Tensor pairs)                                           // [B, T, R] to [B, 1, M·T, R]
    {
        var (batch, frames, references) = (pairs.shape[0], pairs.shape[1], pairs.shape[2]);
        return pairs.unsqueeze(1).expand(batch, site.Bins, frames, references).flatten(1, 2).unsqueeze(1);
    }

    private Tensor Recorded(Tensor weights, IProbe probe)                           // [B, H, M·T, R], passed through
    {
        probe.Record(site.Name, ProbeQuantity.AttentionMap, weights.unflatten(2, site.Bins, -1)); // [B, H, M, T, R]
        return weights;
    }
}
