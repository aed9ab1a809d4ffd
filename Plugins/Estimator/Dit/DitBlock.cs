using TorchSharp.Modules;
using static TorchSharp.torch.nn;

namespace Melange.Plugins;

/// <summary>Self attention, a site for the reference, and a perceptron; the time scales, shifts and gates both.
/// </summary>
/// <remarks>
/// <c>x ← x + a·attention(norm(x)·(1 + s) + b)</c>, the site, <c>x ← x + a'·perceptron(norm(x)·(1 + s') + b')</c>, the
/// six of them linear in silu(time) and zero at first. Queries and keys are turned by their frame's place (<see
/// cref="RotaryFrames"/>). Source: Peebles and Xie 2023 (DiT), section 3.2, adaLN-Zero. Departs from it: the site, the
/// places, padding that is left out. H heads, A features a head, D features.
/// </remarks>
internal sealed class DitBlock : Module
{
    private const int Widening = 4, Parts = 6;
    private const double Epsilon = 1e-6;
    private readonly Linear fromTime;
    private readonly Linear toQueryKeyValue;
    private readonly Linear toOutput;
    private readonly AttentionBlock site;
    private readonly Linear widen;
    private readonly Linear narrow;
    private readonly int heads;
    private readonly double dropout;

    /// <summary>Builds the block with fresh weights; what the time says of it starts at zero.</summary>
    public DitBlock(GateContext place, DitOptions options) : base(nameof(DitBlock))
    {
        var width = (long)options.Layout.Width;
        (heads, dropout) = (options.Layout.Heads, options.Dropout);
        fromTime = Linear(width, Parts * width);
        init.zeros_(fromTime.weight);
        init.zeros_(fromTime.bias!);
        toQueryKeyValue = Linear(width, 3 * width);
        toOutput = Linear(width, width);
        site = new AttentionBlock(place, options);
        widen = Linear(width, Widening * width);
        narrow = Linear(Widening * width, width);
        RegisterComponents();
    }

    /// <summary>Multiply-adds of a batch without the site: the layers a frame, the scores and their sum a pair.
    /// </summary>
    public long MultiplyAdds(long batch, long frames) => batch * (fromTime.weight.NumberOfElements + frames * (
        new[] { toQueryKeyValue, toOutput, widen, narrow }.Sum(layer => layer.weight.NumberOfElements)
        + 2 * frames * toOutput.weight.shape[0]));

    /// <summary>Maps frames <c>[B, T, D]</c> and the time <c>[B, D]</c> to <c>[B, T, D]</c>.</summary>
    /// <param name="frames">The state.</param>
    /// <param name="level">What the site is given.</param>
    /// <param name="time">The embedded time, silu taken.</param>
    /// <param name="bias">Added to the scores, <c>[B, 1, 1, T]</c>; null for nothing.</param>
    public Tensor forward(Tensor frames, LevelInput level, Tensor time, Tensor? bias)
    {
        using var scope = NewDisposeScope();
        var said = fromTime.forward(time).unsqueeze(1).chunk(Parts, -1);            // six of [B, 1, D]
        var found = Attend(Normal(frames, said[0], said[1]), bias);
        frames = frames + said[2] * Dropped(found);
        var hidden = level.Mask.Apply(frames.transpose(1, 2).unsqueeze(2));         // [B, D, 1, T]
        frames = site.forward(hidden, level).squeeze(2).transpose(1, 2);            // [B, T, D]
        var wide = functional.gelu(widen.forward(Normal(frames, said[3], said[4])));
        return (frames + said[5] * Dropped(narrow.forward(wide))).MoveToOuterDisposeScope();
    }

    /// <summary>norm(x)·(1 + scale) + shift, the norm without weights of its own.</summary>
    internal static Tensor Normal(Tensor frames, Tensor shift, Tensor scale) =>
        functional.layer_norm(frames, [frames.shape[2]], null, null, Epsilon) * (1 + scale) + shift;

    private Tensor Attend(Tensor frames, Tensor? bias)                              // [B, T, D]
    {
        using var scope = NewDisposeScope();
        var all = toQueryKeyValue.forward(frames).unflatten(2, 3, heads, -1);       // [B, T, 3, H, A]
        var parts = all.permute(2, 0, 3, 1, 4);                                     // [3, B, H, T, A]
        var context = functional.scaled_dot_product_attention(
            Turned(parts[0]), Turned(parts[1]), parts[2], bias, 0, false);          // [B, H, T, A]
        return toOutput.forward(context.transpose(1, 2).flatten(2)).MoveToOuterDisposeScope();
    }

    private static Tensor Turned(Tensor features) =>
        RotaryFrames.Rotate(features, featureAxis: 3, frameAxis: 2, stride: 1);

    private Tensor Dropped(Tensor values) => training && dropout > 0 ? functional.dropout(values, dropout) : values;
}
