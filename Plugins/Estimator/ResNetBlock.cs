using TorchSharp.Modules;
using static TorchSharp.torch.nn;

namespace Melange.Plugins;

/// <summary>Two convolution blocks with the diffusion time between, beside a shortcut.</summary>
/// <remarks>Source: Popov et al. 2021 (Grad-TTS), section 3.3, official code, class ResnetBlock.</remarks>
internal sealed class ResNetBlock : Module
{
    private readonly Linear fromTime;
    private readonly ConvolutionBlock first;
    private readonly ConvolutionBlock second;
    private readonly Conv2d? shortcut;
    private readonly ActivationKind activation;

    /// <summary>Builds the block with fresh weights; the shortcut is a convolution where channels change.</summary>
    public ResNetBlock(long inputs, long outputs, UNetOptions options) : base(nameof(ResNetBlock))
    {
        activation = options.Activation;
        fromTime = Linear(options.Dim, outputs);
        first = new ConvolutionBlock(inputs, outputs, options);
        second = new ConvolutionBlock(outputs, outputs, options);
        shortcut = inputs == outputs ? null : Conv2d(inputs, outputs, 1);
        RegisterComponents();
    }

    /// <summary>What the diffusion time goes through.</summary>
    public Module FromTime => fromTime;

    /// <summary>Multiply-adds a batch: 9·(inputs + outputs)·outputs and the shortcut a position, the time an item.
    /// </summary>
    public long MultiplyAdds(long batch, long positions) => batch * (fromTime.weight.NumberOfElements + positions
        * (first.MultiplyAdds + second.MultiplyAdds + (shortcut?.weight.NumberOfElements ?? 0)));

    /// <summary>Maps <c>[B, inputs, M, T]</c> and the time <c>[B, Dim]</c> to <c>[B, outputs, M, T]</c>.</summary>
    public Tensor forward(Tensor state, FrameMask mask, Tensor time)
    {
        using var scope = NewDisposeScope();
        var shift = fromTime.forward(activation.Of(time));                        // [B, outputs]
        var real = mask.Apply(state);
        var timed = first.forward(real, mask, shift);                               // [B, outputs, M, T]
        var inner = second.forward(timed, mask);                                    // [B, outputs, M, T]
        return inner.add_(shortcut is null ? real : shortcut.forward(real)).MoveToOuterDisposeScope();
    }
}
