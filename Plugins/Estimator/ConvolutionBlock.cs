using TorchSharp.Modules;
using static TorchSharp.torch.nn;

namespace Melange.Plugins;

/// <summary>Convolution of 3 × 3, group norm, activation, and what is added behind them.</summary>
/// <remarks>Source: Popov et al. 2021 (Grad-TTS), section 3.3, official code, class Block.</remarks>
internal sealed class ConvolutionBlock : Module
{
    private readonly Conv2d convolution;
    private readonly NormActivation norm;

    /// <summary>Builds the block with fresh weights.</summary>
    public ConvolutionBlock(long inputs, long outputs, UNetOptions options) : base(nameof(ConvolutionBlock))
    {
        convolution = Conv2d(inputs, outputs, 3, padding: 1);
        norm = new NormActivation(outputs, NormRules.Of(options));
        RegisterComponents();
    }

    /// <summary>Multiply-adds a position: 9·inputs·outputs.</summary>
    public long MultiplyAdds => convolution.weight.NumberOfElements;

    /// <summary>Maps <c>[B, inputs, M, T]</c> to <c>[B, outputs, M, T]</c>, zero in padding.</summary>
    /// <param name="state">Zero in padding.</param>
    /// <param name="mask">The real frames.</param>
    /// <param name="shift">Added to each channel, <c>[B, outputs]</c>; null for nothing.</param>
    public Tensor forward(Tensor state, FrameMask mask, Tensor? shift = null)
    {
        using var scope = NewDisposeScope();
        return norm.Consume(convolution.forward(state), mask, shift).MoveToOuterDisposeScope();
    }
}
