using TorchSharp.Modules;
using static TorchSharp.torch.nn;

namespace Melange.Plugins;

/// <summary>Two blocks with the time between, beside a shortcut.</summary>
/// <remarks>Source: Mehta et al. 2024 (Matcha-TTS), official code, class ResnetBlock1D. Its shortcut is a convolution
/// of one frame at every level.</remarks>
internal sealed class FrameResNet : Module
{
    private readonly Linear fromTime;
    private readonly FrameBlock first;
    private readonly FrameBlock second;
    private readonly Conv1d shortcut;

    /// <summary>Builds the block with fresh weights.</summary>
    public FrameResNet(long inputs, long outputs, long timeWidth, NormRules rules) : base(nameof(FrameResNet))
    {
        fromTime = Linear(timeWidth, outputs);
        first = new FrameBlock(inputs, outputs, rules);
        second = new FrameBlock(outputs, outputs, rules);
        shortcut = Conv1d(inputs, outputs, 1);
        RegisterComponents();
    }

    /// <summary>Multiply-adds of a batch: the blocks and the shortcut a frame, the time an item.</summary>
    public long MultiplyAdds(long batch, long frames) => batch * (fromTime.weight.NumberOfElements
        + frames * (first.MultiplyAdds + second.MultiplyAdds + shortcut.weight.NumberOfElements));

    /// <summary>Maps <c>[B, inputs, T]</c> and the time <c>[B, E]</c> to <c>[B, outputs, T]</c>.</summary>
    /// <returns>In padding the shortcut's bias.</returns>
    public Tensor forward(Tensor state, FrameMask mask, Tensor time)
    {
        using var scope = NewDisposeScope();
        var shift = fromTime.forward(functional.mish(time));                        // [B, outputs]
        var timed = first.forward(state, mask, shift);                              // [B, outputs, T]
        var inner = second.forward(timed, mask);
        return (inner + shortcut.forward(mask.ApplyFrames(state))).MoveToOuterDisposeScope();
    }
}
