using TorchSharp.Modules;
using static TorchSharp.torch.nn;

namespace Melange.Plugins;

/// <summary>Group norm whose mean and variance are those of the real frames.</summary>
/// <remarks>
/// (x − mean)/√(variance + 1e-5)·weight + bias over the channels of a group, all bins and the real frames. Source: Wu
/// and He 2018, eq. 7. Departs from it: padding does not count, unless the padding is as-published.
/// </remarks>
internal sealed class FrameGroupNorm : Module
{
    private const double Epsilon = 1e-5;
    private readonly Parameter weight;
    private readonly Parameter bias;
    private readonly int groups;
    private readonly bool countsPadding;

    /// <summary>Builds the norm with weight 1 and bias 0.</summary>
    public FrameGroupNorm(long channels, UNetOptions options) : base(nameof(FrameGroupNorm))
    {
        (groups, countsPadding) = (options.Groups, options.Padding == PaddingArithmetic.AsPublished);
        weight = Parameter(ones(channels));
        bias = Parameter(zeros(channels));
        RegisterComponents();
    }

    /// <summary>Normalises a state <c>[B, C, M, T]</c>; values in padding are of no meaning.</summary>
    public Tensor forward(Tensor state, FrameMask mask)
    {
        if (countsPadding || !mask.HasPadding)
            return functional.group_norm(state, groups, weight, bias, Epsilon);
        using var scope = NewDisposeScope();
        var positions = state.flatten(2);                                           // [B, C, N], N = M·T
        var shares = Shares(mask.Factor, state.shape[2]);                           // [B, N, 1]
        var centred = positions - OfGroups(positions.bmm(shares));                  // [B, C, N]
        var variance = OfGroups(centred.square().bmm(shares));                      // [B, C, 1]
        var scale = (variance + Epsilon).rsqrt() * weight.view(1, -1, 1);           // [B, C, 1]
        var normal = bias.view(1, -1, 1).addcmul(centred, scale, 1);                // [B, C, N]
        return normal.unflatten(2, state.shape[2], -1).MoveToOuterDisposeScope();   // [B, C, M, T]
    }

    // A mean over real positions is a product with one over their number: one pass, in either memory format.
    private static Tensor Shares(Tensor factor, long bins)                          // [B, 1, 1, T] to [B, N, 1]
    {
        var real = factor.expand(-1, -1, bins, -1).flatten(1).unsqueeze(2);         // [B, N, 1]
        return real / real.sum([1], keepdim: true);
    }

    private Tensor OfGroups(Tensor means)                                          // [B, C, 1]: the mean over a group's
    {
        var grouped = means.unflatten(1, groups, -1);                               // [B, G, C/G, 1]
        return grouped.mean([2], keepdim: true).expand(grouped.shape).flatten(1, 2);
    }
}
