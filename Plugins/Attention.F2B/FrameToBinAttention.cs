using TorchSharp.Modules;
using static TorchSharp.torch.nn;

namespace Melange.Plugins;

/// <summary>Frame to bin: every mel bin of every target frame weighs the reference frames for itself.</summary>
/// <remarks>
/// softmax(queryᵀ·key / √A)·value with query = conv1x1(hidden), key and value = linear(reference), then conv1x1 back to
/// C. The map has H·M·T·R entries and is never held: scaled_dot_product_attention streams over it, bins as its batch,
/// so that one mask [T, R] serves all. Where a gate lets each frame look at few, frames are its batch, and only those
/// few are gathered. Source: Vaswani et al. 2017, eq. 1, over the (bin, frame) positions of Grad-TTS'
/// estimator (Popov et al. 2021, section 3.3). Where A is large, conv1x1 moves from the queries to the keys and from
/// the result to the values: (W·hidden)ᵀ·key = hiddenᵀ·(Wᵀ·key), the same by associativity, on C features, not A.
/// B batch, C channels, M mel bins, T target frames, R reference frames, H heads, A features, D reference width.
/// </remarks>
public sealed class FrameToBinAttention : Module, IReferenceAttention, IStatesCost
{
    private readonly Conv2d toQuery;
    private readonly Conv1d toKey;
    private readonly Conv1d toValue;
    private readonly Conv2d toOutput;
    private readonly FrameToBinOptions options;
    private readonly AttentionSite site;

    /// <summary>Builds the attention of one site with fresh weights.</summary>
    /// <exception cref="OptionsException">An option breaks its rule.</exception>
    public FrameToBinAttention(FrameToBinOptions options, AttentionSite site) : base(nameof(FrameToBinAttention))
    {
        (this.options, this.site) = (options.Validated(), site);
        var inner = (long)options.Heads * options.Features;
        toQuery = Conv2d(site.Channels, inner, 1, bias: options.Bias);
        toKey = Conv1d(site.ReferenceWidthOrThrow(), inner, 1, bias: false);
        toValue = Conv1d(site.ReferenceWidth, inner, 1, bias: options.Bias);
        toOutput = Conv2d(inner, site.Channels, 1);
        RegisterComponents();
    }

    /// <inheritdoc/>
    public Tensor Attend(Tensor hidden, AttentionInput input)
    {
        input.FitsOrThrow(hidden, site);
        using var scope = NewDisposeScope();
        var reference = MaskedAttention.WithoutUseless(input.Reference, input.AllowedPairs);
        var few = options.Position == FramePosition.None ? AllowedFrames.Of(input.AllowedPairs, hidden.dtype) : null;
        var overChannels = PrefersChannels(few?.Count ?? reference.shape[2]);
        var key = Turned(Frames(toKey, reference), site.ReferenceStride);           // [B, H, R, A]
        var value = Frames(toValue, reference);                                     // [B, H, R, A]
        var frames = overChannels ? OverChannels(key, value) : (key, value);        // [B, H, R, E], E = C or A
        var positions = hidden.permute(0, 2, 3, 1).contiguous();                    // [B, M, T, C], mostly a view
        var output = few is null
            ? ByBin(positions, frames, SoftmaxMask.Of(input.AllowedPairs, hidden.dtype), overChannels)
            : ByFrame(positions, frames, few, overChannels);
        if (input.Probe is not null)
            Show(positions, key, SoftmaxMask.Of(input.AllowedPairs, hidden.dtype), input.Probe);
        return output.permute(0, 3, 1, 2).MoveToOuterDisposeScope();                // [B, C, M, T], channels last
    }

    /// <inheritdoc/>
    /// <remarks>
    /// 2·B·H·(A·D·R + A·C·M·T + A·M·T·R); over channels, where that is less work, 2·B·H·(A·D·R + A·C·R + C·M·T·R); of
    /// frames that all may look at all.
    /// </remarks>
    public long MultiplyAdds(PassSize size)
    {
        ArgumentNullException.ThrowIfNull(size);
        var (positions, references) = (site.Bins * size.TargetFrames, size.ReferenceFrames);
        var frames = options.Features * site.ReferenceWidth * references;           // key, and value
        var pairs = PrefersChannels(references)
            ? site.Channels * references * (options.Features + positions)
            : options.Features * positions * (site.Channels + references);
        return 2 * size.Batch * options.Heads * (frames + pairs);
    }

    /// <summary>Whether attention over C channels is less work than over A features.</summary>
    /// <remarks>R·C multiplications a position and head against C·A + R·A.</remarks>
    internal bool PrefersChannels(long references) => options.Position == FramePosition.None && !options.Bias
        && references * site.Channels < options.Features * (site.Channels + references);

    // Bins are the library's batch, all with the same frames to look at.
    private Tensor ByBin(Tensor positions, (Tensor Key, Tensor Value) frames, SoftmaxMask mask, bool overChannels)
    {
        var (keys, values) = (frames.Key.unbind(0), frames.Value.unbind(0));        // [H, R, E] an item
        var items = positions.unbind(0).Select((item, index) =>
            Found(item, (EveryBin(keys[index]), EveryBin(values[index])), mask.Item(index), overChannels)).ToArray();
        return items.Length == 1 ? items[0].unsqueeze(0) : stack(items);            // [B, M, T, C]

        Tensor EveryBin(Tensor item) => item.unsqueeze(0).expand(site.Bins, -1, -1, -1);
    }

    // Target frames are the library's batch, each with its own few frames to look at.
    private Tensor ByFrame(Tensor positions, (Tensor Key, Tensor Value) frames, AllowedFrames few, bool overChannels)
    {
        var mask = new SoftmaxMask(few.Bias.expand(-1, -1, site.Bins, -1), null);   // no row is empty
        var chosen = (few.Gather(frames.Key), few.Gather(frames.Value));            // [N, H, K, E]
        var found = Found(few.Looking.Gather(positions), chosen, mask, overChannels); // [N, M, C]
        return few.Looking.Scatter(found, toOutput.bias!.expand_as(positions));         // [B, M, T, C]
    }

    // positions [N, Q, C], each with its frames [N, H, K, E]: [N, Q, C].
    private Tensor Found(Tensor positions, (Tensor Key, Tensor Value) frames, SoftmaxMask mask, bool overChannels)
    {
        var dropout = training ? options.Dropout : 0;
        var query = overChannels ? positions.unsqueeze(1).expand(-1, options.Heads, -1, -1) : Query(positions);
        var context = MaskedAttention.Context(query, frames.Key, frames.Value, mask, dropout); // [N, H, Q, E]
        return overChannels
            ? context.sum(1) + toOutput.bias!
            : functional.linear(context.transpose(1, 2).flatten(2), toOutput.weight.flatten(1), toOutput.bias);
    }

    private (Tensor Key, Tensor Value) OverChannels(Tensor key, Tensor value)       // [B, H, R, A] to [B, H, R, C]
    {
        var scale = Math.Sqrt((double)site.Channels / options.Features);            // Context divides by √C, f2b by √A
        var toQueries = toQuery.weight.view(options.Heads, options.Features, -1);   // [H, A, C]
        var fromValues = toOutput.weight.view(-1, options.Heads, options.Features).permute(1, 2, 0); // [H, A, C]
        return (key.matmul(toQueries).mul_(scale), value.matmul(fromValues));
    }

    private Tensor Query(Tensor positions)                                          // [N, Q, C] to [N, H, Q, A]
    {
        var query = functional.linear(positions, toQuery.weight.flatten(1), toQuery.bias); // [N, Q, H·A]
        return Turned(query.unflatten(2, options.Heads, options.Features).transpose(1, 2), site.TargetStride);
    }

    private Tensor Frames(Conv1d projection, Tensor reference)                      // [B, D, R] to [B, H, R, A]
    {
        var frames = functional.linear(reference.transpose(1, 2), projection.weight.flatten(1), projection.bias);
        return frames.unflatten(2, options.Heads, -1).transpose(1, 2);
    }

    private Tensor Turned(Tensor features, int stride) => options.Position == FramePosition.None
        ? features
        : RotaryFrames.Rotate(features, (int)features.ndim - 1, (int)features.ndim - 2, stride);

    private void Show(Tensor positions, Tensor key, SoftmaxMask mask, IProbe probe)
    {
        using var off = no_grad();
        var entries = positions.NumberOfElements / site.Channels * options.Heads * key.shape[2]; // B·M·T·H·R
        var showsBins = probe.Wants(site.Name, ProbeQuantity.AttentionMapByBin, entries);
        var showsMap = probe.Wants(site.Name, ProbeQuantity.AttentionMap, entries / site.Bins);
        if (!showsBins && !showsMap)
            return;
        var query = Query(positions.flatten(0, 1)).unflatten(0, -1, site.Bins);     // [B, M, H, T, A]
        if (showsBins)
            probe.Record(site.Name, ProbeQuantity.AttentionMapByBin, stack(Maps(query, key, mask), 2));
        if (showsMap)
            probe.Record(site.Name, ProbeQuantity.AttentionMap, MeanOf(Maps(query, key, mask)));
    }

    private Tensor MeanOf(IEnumerable<Tensor> maps)                                 // [B, H, T, R] for each bin
    {
        Tensor? sum = null;
        foreach (var map in maps)
            if (sum is null)
                sum = map;
            else
                using (map)
                    sum.add_(map);
        return sum!.div_(site.Bins);
    }

    // One bin after the other: the map of all bins is held only by who asks for it.
    private IEnumerable<Tensor> Maps(Tensor query, Tensor key, SoftmaxMask mask) =>
        query.unbind(1).Select(bin =>
        {
            using var scope = NewDisposeScope();
            var scores = bin.matmul(key.transpose(-2, -1)).div_(Math.Sqrt(options.Features)); // [B, H, T, R]
            return MaskedAttention.Weights(scores, mask).MoveToOuterDisposeScope();
        });
}
