using TorchSharp.Modules;
using static TorchSharp.torch.nn;

namespace Melange.Plugins;

/// <summary>Convolution of three frames, group norm, Mish, and what is added behind them.</summary>
/// <remarks>Source: Mehta et al. 2024 (Matcha-TTS), official code, class Block1D.</remarks>
internal sealed class FrameBlock : Module
{
    private readonly Conv1d convolution;
    private readonly NormActivation norm;

    /// <summary>Builds the block with fresh weights.</summary>
    public FrameBlock(long inputs, long outputs, NormRules rules) : base(nameof(FrameBlock))
    {
        convolution = Conv1d(inputs, outputs, 3, padding: 1);
        norm = new NormActivation(outputs, rules);
        RegisterComponents();
    }

    /// <summary>Multiply-adds a frame: 3·inputs·outputs.</summary>
    public long MultiplyAdds => convolution.weight.NumberOfElements;

    /// <summary>Maps <c>[B, inputs, T]</c> to <c>[B, outputs, T]</c>, zero in padding.</summary>
    /// <param name="state">Anything in padding.</param>
    /// <param name="mask">The real frames.</param>
    /// <param name="shift">Added to each channel, <c>[B, outputs]</c>; null for nothing.</param>
    public Tensor forward(Tensor state, FrameMask mask, Tensor? shift = null)
    {
        using var scope = NewDisposeScope();
        var hidden = convolution.forward(mask.ApplyFrames(state)).unsqueeze(2);     // [B, outputs, 1, T]
        return norm.Consume(hidden, mask, shift).squeeze(2).MoveToOuterDisposeScope();
    }
}
