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
        var grouped = state.unflatten(1, groups, -1);                               // [B, G, C/G, M, T]
        var factor = mask.Factor.unsqueeze(1);                                      // [B, 1, 1, 1, T]
        var count = factor.sum([1, 2, 3, 4], keepdim: true) * (grouped.shape[2] * grouped.shape[3]);
        var mean = (grouped * factor).sum([2, 3, 4], keepdim: true) / count;        // [B, G, 1, 1, 1]
        var centred = (grouped - mean).mul_(factor);
        var variance = centred.square().sum([2, 3, 4], keepdim: true) / count;      // [B, G, 1, 1, 1]
        var deviation = (variance + Epsilon).rsqrt();
        var scale = deviation * weight.view(1, groups, -1, 1, 1);                   // [B, G, C/G, 1, 1]
        var shift = bias.view(1, groups, -1, 1, 1) - mean * scale;                  // [B, G, C/G, 1, 1]
        return shift.addcmul(grouped, scale, 1).flatten(1, 2).MoveToOuterDisposeScope(); // [B, C, M, T]
    }
}
