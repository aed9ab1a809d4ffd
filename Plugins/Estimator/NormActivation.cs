using TorchSharp.Modules;
using static TorchSharp.torch.nn;

namespace Melange.Plugins;

/// <summary>Group norm over the real frames, activation, and a value added to each channel.</summary>
/// <remarks>
/// act((x − mean)/√(variance + 1e-5)·weight + bias) + shift in real frames, moments over the channels of a group, all
/// bins and the real frames. Source: Wu and He 2018, eq. 7. Departs from it: padding does not count, unless the padding
/// is as-published. Where a state lies channels last in memory <see cref="FusedNorm"/> does it in one go; else the
/// library.
/// </remarks>
internal sealed class NormActivation : Module
{
    private readonly Parameter weight;
    private readonly Parameter bias;
    private readonly NormRules rules;

    /// <summary>Builds the norm with weight 1 and bias 0.</summary>
    public NormActivation(long channels, NormRules rules) : base(nameof(NormActivation))
    {
        this.rules = rules;
        weight = Parameter(ones(channels));
        bias = Parameter(zeros(channels));
        RegisterComponents();
    }

    /// <summary>Gives a new state, or writes over the one it is given where no gradient goes through it.</summary>
    /// <param name="state"><c>[B, C, M, T]</c>; nobody else's.</param>
    /// <param name="mask">The real frames.</param>
    /// <param name="shift"><c>[B, C]</c>; null for nothing.</param>
    /// <returns>Zero in padding, <c>[B, C, M, T]</c>.</returns>
    public Tensor Consume(Tensor state, FrameMask mask, Tensor? shift)
    {
        using var scope = NewDisposeScope();
        if (!ChannelsLastState.Is(state))
            return Composed(state, mask, shift).MoveToOuterDisposeScope();
        var weights = new NormWeights(weight, bias, shift);
        if (is_grad_enabled() && (state.requires_grad || weight.requires_grad || shift?.requires_grad == true))
            return FusedNormFunction.Of(state, weights, rules, mask).MoveToOuterDisposeScope();
        var own = ChannelsLastState.Of(state);
        var norm = new FusedNorm(own, FusedNormSettings.Of(weights, rules, mask));
        norm.Activate(norm.Moments(), own);
        return own.Tensor.MoveToOuterDisposeScope();
    }

    /// <summary>The same of the library's operations, on any device; in the weights' type.</summary>
    internal Tensor Composed(Tensor state, FrameMask mask, Tensor? shift)
    {
        using var scope = NewDisposeScope();
        var output = rules.Activation.Of(Normal(state.to(weight.dtype), mask));
        if (shift is not null)
            output = output + shift.unsqueeze(-1).unsqueeze(-1);
        return mask.Apply(output.to(state.dtype)).MoveToOuterDisposeScope();
    }

    private Tensor Normal(Tensor state, FrameMask mask)
    {
        if (rules.CountsPadding || !mask.HasPadding)
            return functional.group_norm(state, rules.Groups, weight, bias, NormRules.Epsilon);
        var positions = state.flatten(2);                                           // [B, C, N], N = M·T
        var shares = Shares(mask.Factor.to(state.dtype), state.shape[2]);           // [B, N, 1]
        var centred = positions - OfGroups(positions.bmm(shares));                  // [B, C, N]
        var variance = OfGroups(centred.square().bmm(shares));                      // [B, C, 1]
        var scale = (variance + NormRules.Epsilon).rsqrt() * weight.view(1, -1, 1); // [B, C, 1]
        var normal = bias.view(1, -1, 1).addcmul(centred, scale, 1);                // [B, C, N]
        return normal.unflatten(2, state.shape[2], -1);                             // [B, C, M, T]
    }

    // A mean over real positions is a product with one over their number: one pass, in either memory format.
    private static Tensor Shares(Tensor factor, long bins)                          // [B, 1, 1, T] to [B, N, 1]
    {
        var real = factor.expand(-1, -1, bins, -1).flatten(1).unsqueeze(2);         // [B, N, 1]
        return real / real.sum([1], keepdim: true);
    }

    private Tensor OfGroups(Tensor means)                                           // [B, C, 1]: means over groups
    {
        var grouped = means.unflatten(1, rules.Groups, -1);                         // [B, G, C/G, 1]
        return grouped.mean([2], keepdim: true).expand(grouped.shape).flatten(1, 2);
    }
}
