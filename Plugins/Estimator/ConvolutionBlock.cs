using TorchSharp.Modules;
using static TorchSharp.torch.nn;

namespace Melange.Plugins;

/// <summary>Convolution of 3 × 3, group norm, Mish.</summary>
/// <remarks>Source: Popov et al. 2021 (Grad-TTS), section 3.3, official code, class Block.</remarks>
internal sealed class ConvolutionBlock : Module
{
    private readonly Conv2d convolution;
    private readonly FrameGroupNorm norm;

    /// <summary>Builds the block with fresh weights.</summary>
    public ConvolutionBlock(long inputs, long outputs, UNetOptions options) : base(nameof(ConvolutionBlock))
    {
        convolution = Conv2d(inputs, outputs, 3, padding: 1);
        norm = new FrameGroupNorm(outputs, options);
        RegisterComponents();
    }

    /// <summary>Multiply-adds a position: 9·inputs·outputs.</summary>
    public long MultiplyAdds => convolution.weight.NumberOfElements;

    /// <summary>Maps <c>[B, inputs, M, T]</c> to <c>[B, outputs, M, T]</c>, of no meaning in padding.</summary>
    /// <param name="state">Zero in padding.</param>
    /// <param name="mask">The real frames.</param>
    public Tensor forward(Tensor state, FrameMask mask)
    {
        using var scope = NewDisposeScope();
        var normal = norm.forward(convolution.forward(state), mask);
        return MishActivation.Consume(normal).MoveToOuterDisposeScope();
    }
}
