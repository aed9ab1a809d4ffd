using TorchSharp.Modules;
using static TorchSharp.torch.nn;

namespace Melange.Plugins;

/// <summary>Frame to frame: every mel bin of a target frame shares one weight a reference frame.</summary>
/// <remarks>
/// softmax(queryᵀ·key / √(A·M))·value with query = conv1x1(hidden), key and value = linear(reference), then conv1x1
/// back to C. A·M features a head: the row of key for head h, feature a, bin m is (h·A + a)·M + m, so that each step is
/// a view. Source: Vaswani et al. 2017, eq. 1, over the frames of Grad-TTS' estimator (Popov et al. 2021, section 3.3).
/// queryᵀ·(W·reference) is computed as (queryᵀ·W)·reference where that is less work, W·(reference·weightᵀ) likewise:
/// equal by associativity, and no key or value of A·M features is ever held. In that order only frames that may look at
/// something are computed, those of all items as one item of N frames. B batch, C channels, M mel bins, T target
/// frames, R reference frames, H heads, A features, D reference width.
/// </remarks>
public sealed class FrameToFrameAttention : Module, IReferenceAttention, IStatesCost
{
    private readonly Conv2d toQuery;
    private readonly Conv1d toKey;
    private readonly Conv1d toValue;
    private readonly Conv2d toOutput;
    private readonly FrameToFrameOptions options;
    private readonly AttentionSite site;

    /// <summary>Builds the attention of one site with fresh weights.</summary>
    /// <exception cref="OptionsException">An option breaks its rule.</exception>
    public FrameToFrameAttention(FrameToFrameOptions options, AttentionSite site) : base(nameof(FrameToFrameAttention))
    {
        (this.options, this.site) = (options.Validated(), site);
        var inner = (long)options.Heads * options.Features;
        toQuery = Conv2d(site.Channels, inner, 1, bias: options.Bias);
        toKey = Conv1d(site.ReferenceWidthOrThrow(), inner * site.Bins, 1, bias: false);
        toValue = Conv1d(site.ReferenceWidth, inner * site.Bins, 1, bias: options.Bias);
        toOutput = Conv2d(inner, site.Channels, 1);
        RegisterComponents();
    }

    private long Width => options.Features * site.Bins;                             // A·M

    /// <inheritdoc/>
    public Tensor Attend(Tensor hidden, AttentionInput input)
    {
        input.FitsOrThrow(hidden, site);
        using var scope = NewDisposeScope();
        var (frames, pairs) = (hidden.shape[3], input.AllowedPairs);
        var reference = MaskedAttention.WithoutUseless(input.Reference, pairs);     // [B, D, R]
        var looking = PrefersReferenceOrder(frames, reference.shape[2]) ? Some(pairs) : null;
        var positions = hidden.permute(0, 2, 3, 1);                                 // [B, M, T, C]
        var scores = Scores(Query(AsItem(looking, positions)), reference, looking, frames); // [B, H, T, R]
        var weights = MaskedAttention.Weights(scores, SoftmaxMask.Of(pairs, hidden.dtype));
        input.Probe?.Record(site.Name, ProbeQuantity.AttentionMap, weights);
        if (options.Dropout > 0)
            weights = functional.dropout(weights, options.Dropout, training);
        var found = Output(Context(weights, reference, looking));
        var output = AsBatch(looking, found, toOutput.bias!.expand_as(positions));  // [B, M, T, C]
        return output.permute(0, 3, 1, 2).MoveToOuterDisposeScope();                // [B, C, M, T], channels last
    }

    /// <inheritdoc/>
    /// <remarks>
    /// B·H·(2·A·C·M·T + pairs), where pairs are 2·D·T·(A·M + R) or 2·A·M·R·(D + T), as the order of products goes; of
    /// frames that all may look.
    /// </remarks>
    public long MultiplyAdds(PassSize size)
    {
        ArgumentNullException.ThrowIfNull(size);
        var (targets, references) = (size.TargetFrames, size.ReferenceFrames);
        var outside = Width * site.Channels * targets;                              // query, and output
        var pairs = PrefersReferenceOrder(targets, references)
            ? site.ReferenceWidth * targets * (Width + references)
            : Width * references * (site.ReferenceWidth + targets);
        return 2 * size.Batch * options.Heads * (outside + pairs);
    }

    /// <summary>Whether projecting T queries to D features is less work than projecting R keys to A·M.</summary>
    /// <remarks>D·T·(A·M + R) multiplications a head against A·M·R·(D + T).</remarks>
    internal bool PrefersReferenceOrder(long targets, long references) => options.Position == FramePosition.None
        && site.ReferenceWidth * targets * (Width + references) < Width * references * (site.ReferenceWidth + targets);

    private Tensor Query(Tensor positions)                                          // [B, M, T, C] to [B, H, A·M, T]
    {
        var (batch, frames) = (positions.shape[0], positions.shape[2]);
        var weight = toQuery.weight.flatten(1).unsqueeze(0).expand(batch, -1, -1);  // [B, H·A, C]
        var query = weight.bmm(positions.flatten(1, 2).transpose(1, 2));            // [B, H·A, M·T]
        if (toQuery.bias is not null)
            query = query + toQuery.bias.view(1, -1, 1);
        return Turned(query.view(batch, options.Heads, Width, frames), site.TargetStride);
    }

    private Tensor Scores(Tensor query, Tensor reference, LookingFrames? looking, long frames)
    {
        var scale = 1 / Math.Sqrt(Width);
        if (!PrefersReferenceOrder(frames, reference.shape[2]))
        {
            var key = Turned(Projected(toKey, reference), site.ReferenceStride);    // [B, H, A·M, R]
            return query.transpose(-2, -1).matmul(key).mul_(scale);                 // [B, H, T, R]
        }
        var weight = toKey.weight.view(options.Heads, Width, -1);                   // [H, A·M, D]
        var asked = PerItem(query, item => item.transpose(-2, -1).bmm(weight));     // [B, H, T, D]
        var nothing = asked.new_zeros(1).expand(reference.shape[0], options.Heads, frames, site.ReferenceWidth);
        return AsBatch(looking, asked, nothing).flatten(1, 2).bmm(reference).mul_(scale)
            .unflatten(1, options.Heads, -1);                                       // [B, H, T, R]
    }

    private Tensor Context(Tensor weights, Tensor reference, LookingFrames? looking) // [B, H, T, R] to [B, H, A·M, T]
    {
        if (!PrefersReferenceOrder(weights.shape[2], reference.shape[2]))
            return Projected(toValue, reference).matmul(weights.transpose(-2, -1));
        var all = weights.flatten(1, 2).bmm(reference.transpose(1, 2)).unflatten(1, options.Heads, -1);
        var gathered = AsItem(looking, all);                                        // [B, H, T, D]
        var weight = toValue.weight.view(options.Heads, Width, -1);                 // [H, A·M, D]
        var context = PerItem(gathered, item => weight.bmm(item.transpose(-2, -1)));
        if (toValue.bias is null)
            return context;
        var shares = AsItem(looking, weights.sum(-1, keepdim: true)).transpose(-2, -1); // [B, H, 1, T], 0 in empty rows
        return context + toValue.bias.view(1, options.Heads, -1, 1) * shares;
    }

    private Tensor Output(Tensor context)                                           // [B, H, A·M, T] to [B, M, T, C]
    {
        var (batch, frames) = (context.shape[0], context.shape[3]);
        var features = context.view(batch, -1, site.Bins * frames).transpose(1, 2); // [B, M·T, H·A]
        var weight = toOutput.weight.flatten(1).t().unsqueeze(0).expand(batch, -1, -1); // [B, H·A, C]
        var output = features.bmm(weight).add_(toOutput.bias!);                     // [B, M·T, C]
        return output.view(batch, site.Bins, frames, -1);
    }

    private Tensor Projected(Conv1d projection, Tensor reference) =>                // [B, D, R] to [B, H, A·M, R]
        projection.forward(reference).unflatten(1, options.Heads, -1);

    private Tensor Turned(Tensor features, int stride)                              // [B, H, A·M, N]
    {
        if (options.Position == FramePosition.None)
            return features;
        var byBin = features.unflatten(2, options.Features, site.Bins);             // [B, H, A, M, N]
        return RotaryFrames.Rotate(byBin, featureAxis: 2, frameAxis: 4, stride).flatten(2, 3);
    }

    // Null where all frames look, or none: then there is nothing to leave out.
    private static LookingFrames? Some(Tensor pairs)
    {
        var looking = LookingFrames.Of(pairs);
        return looking.Count > 0 && looking.Count < pairs.shape[0] * pairs.shape[1] ? looking : null;
    }

    // The looking frames of all items as one item: [B, X, T, E] to [1, X, N, E], and back.
    private static Tensor AsItem(LookingFrames? looking, Tensor features) =>
        looking is null ? features : looking.Gather(features).transpose(0, 1).unsqueeze(0);

    private static Tensor AsBatch(LookingFrames? looking, Tensor found, Tensor others) =>
        looking is null ? found : looking.Scatter(found[0].transpose(0, 1), others);

    // A weight of A·M·D values is not repeated over the batch.
    private static Tensor PerItem(Tensor batch, Func<Tensor, Tensor> map)
    {
        var items = batch.unbind(0).Select(map).ToArray();
        return items.Length == 1 ? items[0].unsqueeze(0) : stack(items);
    }
}
