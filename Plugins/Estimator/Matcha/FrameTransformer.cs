using TorchSharp.Modules;
using static TorchSharp.torch.nn;

namespace Melange.Plugins;

/// <summary>Self attention over frames, a site for the reference, and a perceptron, each beside a shortcut.</summary>
/// <remarks>
/// <c>x ← x + attention(norm(x))</c>, then the site, then <c>x ← x + perceptron(norm(x))</c> with SnakeBeta between its
/// layers. Source: Mehta et al. 2024 (Matcha-TTS), section 2.2, official code, class BasicTransformerBlock, and the
/// attention of diffusers 0.25. Departs from it: the site; padding is not attended to, unless as-published, where the
/// mask (1 real, 0 padding) is added to the scores. H heads, A features a head.
/// </remarks>
internal sealed class FrameTransformer : Module
{
    private const int Widening = 4;
    private readonly LayerNorm before;
    private readonly Linear toQuery;
    private readonly Linear toKey;
    private readonly Linear toValue;
    private readonly Linear toOutput;
    private readonly AttentionBlock site;
    private readonly LayerNorm between;
    private readonly SnakeBeta widen;
    private readonly Linear narrow;
    private readonly MatchaOptions options;

    /// <summary>Builds the block with fresh weights.</summary>
    public FrameTransformer(GateContext place, MatchaOptions options) : base(nameof(FrameTransformer))
    {
        this.options = options;
        var (channels, width) = (place.Site.Channels, (long)options.Heads * options.Features);
        before = LayerNorm(channels);
        toQuery = Linear(channels, width, hasBias: false);
        toKey = Linear(channels, width, hasBias: false);
        toValue = Linear(channels, width, hasBias: false);
        toOutput = Linear(width, channels);
        site = new AttentionBlock(place, options);
        between = LayerNorm(channels);
        widen = new SnakeBeta(channels, Widening * channels);
        narrow = Linear(Widening * channels, channels);
        RegisterComponents();
    }

    /// <summary>Multiply-adds of a batch without the site: the layers a frame, the scores and their sum a pair.
    /// </summary>
    public long MultiplyAdds(long batch, long frames) => batch * frames * (
        new[] { toQuery, toKey, toValue, toOutput, narrow }.Sum(layer => layer.weight.NumberOfElements)
        + widen.MultiplyAdds + 2 * frames * options.Heads * options.Features);

    /// <summary>Maps <c>[B, C, T]</c> to <c>[B, C, T]</c>.</summary>
    /// <param name="state">The state.</param>
    /// <param name="level">What the site is given.</param>
    /// <param name="bias">Added to the scores, <c>[B, 1, 1, T]</c>; null for nothing.</param>
    public Tensor forward(Tensor state, LevelInput level, Tensor? bias)
    {
        using var scope = NewDisposeScope();
        var frames = state.transpose(1, 2);                                         // [B, T, C]
        frames = frames + Dropped(Attend(before.forward(frames), bias));
        var hidden = frames.transpose(1, 2).unsqueeze(2);                           // [B, C, 1, T]
        frames = site.forward(Kept(hidden, level), level).squeeze(2).transpose(1, 2);
        frames = frames + narrow.forward(Dropped(widen.forward(between.forward(frames))));
        return frames.transpose(1, 2).MoveToOuterDisposeScope();
    }

    // As published padding goes through everything; else the site is given zeros there, as in every network.
    private Tensor Kept(Tensor hidden, LevelInput level) =>
        options.Padding == PaddingArithmetic.AsPublished ? hidden : level.Mask.Apply(hidden);

    private Tensor Attend(Tensor frames, Tensor? bias)                              // [B, T, C]
    {
        using var scope = NewDisposeScope();
        var context = functional.scaled_dot_product_attention(Heads(toQuery.forward(frames)),
            Heads(toKey.forward(frames)), Heads(toValue.forward(frames)), bias, 0, false); // [B, H, T, A]
        return toOutput.forward(context.transpose(1, 2).flatten(2)).MoveToOuterDisposeScope();
    }

    private Tensor Heads(Tensor features) =>                                        // [B, T, H·A] to [B, H, T, A]
        features.unflatten(2, options.Heads, options.Features).transpose(1, 2);

    private Tensor Dropped(Tensor values) =>
        training && options.Dropout > 0 ? functional.dropout(values, options.Dropout) : values;
}
