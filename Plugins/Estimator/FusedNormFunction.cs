namespace Melange.Plugins;

/// <summary><see cref="FusedNorm"/> as a step of the library's autograd.</summary>
internal sealed class FusedNormFunction : autograd.SingleTensorFunction<FusedNormFunction>
{
    // What the last call of this thread gave away: the library has taken it over when it calls again.
    [ThreadStatic]
    private static Tensor?[]? handedOver;

    /// <inheritdoc/>
    public override string Name => nameof(FusedNorm);

    /// <summary>Normalises, activates and shifts a state <c>[B, C, M, T]</c> into a new one.</summary>
    public static Tensor Of(Tensor state, NormWeights weights, NormRules rules, FrameMask mask) =>
        apply(state, weights.Weight, weights.Bias, weights.Shift!, rules, mask);

    /// <inheritdoc/>
    public override Tensor forward(autograd.AutogradContext ctx, params object[] vars)
    {
        using var scope = NewDisposeScope();
        var weights = new NormWeights((Tensor)vars[1], (Tensor)vars[2], (Tensor?)vars[3]);
        var settings = FusedNormSettings.Of(weights, (NormRules)vars[4], (FrameMask)vars[5]);
        var state = ChannelsLastState.Of((Tensor)vars[0]);
        var norm = new FusedNorm(state, settings);
        var moments = norm.Moments();
        var output = ChannelsLastState.Like(state);
        norm.Activate(moments, output);
        ctx.save_for_backward([.. vars[..4].Cast<Tensor>()]);
        ctx.save_data(nameof(FusedNormSettings), settings);
        ctx.save_data(nameof(GroupMoments), moments);
        return output.Tensor.MoveToOuterDisposeScope();
    }

    /// <inheritdoc/>
    public override List<Tensor> backward(autograd.AutogradContext ctx, Tensor grad_output)
    {
        foreach (var tensor in handedOver ?? [])
            tensor?.Dispose();
        using var scope = NewDisposeScope();
        var settings = (FusedNormSettings)ctx.get_data(nameof(FusedNormSettings));
        var moments = (GroupMoments)ctx.get_data(nameof(GroupMoments));
        var saved = ctx.get_saved_variables();                                      // state, weight, bias, shift
        var state = ChannelsLastState.Of(saved[0]);
        var gradient = ChannelsLastState.Of(grad_output.to(state.Tensor.dtype));
        var norm = new FusedNorm(state, settings);
        var sums = norm.GradientSums(moments, gradient);
        var result = ChannelsLastState.Like(state);
        norm.Differentiate(moments, sums, gradient, result);
        grad_output.Dispose();
        var given = tensor(sums).view(state.Batch, 3, -1);                          // [B, 3, C]
        var (bias, weight, shift) = (given.select(1, 0).sum(0L), given.select(1, 1).sum(0L), given.select(1, 2));
        handedOver = [result.Tensor, weight.to(saved[1].dtype), bias.to(saved[2].dtype),
            saved[3] is null ? null : shift.to(saved[3].dtype).contiguous()];
        return [.. handedOver.Select(tensor => tensor?.MoveToOuterDisposeScope()!), null!, null!];
    }
}
