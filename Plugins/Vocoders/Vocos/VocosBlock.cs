using TorchSharp.Modules;
using static TorchSharp.torch.nn;

namespace Melange.Plugins;

/// <summary>A block of ConvNeXt along time: each channel hears its neighbours, then each frame its channels.</summary>
/// <remarks>
/// <c>x + γ·(W₂·gelu(W₁·norm(depthwise(x)) + b₁) + b₂)</c>, γ at first 1 for all blocks together. Source: Liu et al.
/// 2022, figure 4; Siuzdak 2023, section 3.3.
/// </remarks>
internal sealed class VocosBlock : Module<Tensor, Tensor>
{
    private readonly Conv1d dwconv;
    private readonly LayerNorm norm;
    private readonly Linear pwconv1;
    private readonly Linear pwconv2;
    private readonly Parameter gamma;

    /// <summary>Makes one with fresh weights.</summary>
    /// <param name="sizes">Its sizes.</param>
    public VocosBlock(VocosSizes sizes) : base(nameof(VocosBlock))
    {
        const int Reach = VocosBackbone.Reach;
        var (channels, hidden) = (sizes.Channels, sizes.Hidden);
        register_module(nameof(dwconv),
            dwconv = Conv1d(channels, channels, 2 * Reach + 1, padding: Reach, groups: channels));
        register_module(nameof(norm), norm = VocosBackbone.Norm(channels));
        register_module(nameof(pwconv1), pwconv1 = Linear(channels, hidden));
        register_module(nameof(pwconv2), pwconv2 = Linear(hidden, channels));
        gamma = Parameter(full(channels, 1.0 / sizes.Layers));
        RegisterComponents();
    }

    /// <inheritdoc/>
    /// <param name="input"><c>[B, T, C]</c>.</param>
    /// <returns><c>[B, T, C]</c>.</returns>
    public override Tensor forward(Tensor input)
    {
        using var scope = NewDisposeScope();
        var inner = functional.gelu(pwconv1.call(norm.call(Near(input))));      // [B, T, hidden]
        return (input + gamma * pwconv2.call(inner)).MoveToOuterDisposeScope();
    }

    // The depthwise convolution, as a sum over its taps: without oneDNN conv1d takes longer than the rest of the block.
    private Tensor Near(Tensor input)
    {
        var padded = functional.pad(input, (0, 0, VocosBackbone.Reach, VocosBackbone.Reach));
        var sum = dwconv.bias!.view(1, 1, -1).expand_as(input);
        for (var tap = 0; tap < 2 * VocosBackbone.Reach + 1; tap++)
            sum = sum.addcmul(padded.narrow(1, tap, input.shape[1]), dwconv.weight!.select(2, tap).view(1, 1, -1), 1);
        return sum;
    }
}
