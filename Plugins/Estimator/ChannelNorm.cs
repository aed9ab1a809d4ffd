using TorchSharp.Modules;
using static TorchSharp.torch.nn;

namespace Melange.Plugins;

/// <summary>Mask, then LayerNorm over the channels of each (bin, frame).</summary>
/// <remarks>
/// mask·LayerNorm_C(mask·x). Source: the project's notes, "→ ResNet → Mask → LayerNorm"; Ba et al. 2016, eq. 3.
/// </remarks>
public sealed class ChannelNorm : Module
{
    private const double Epsilon = 1e-5;
    private readonly Parameter weight;
    private readonly Parameter bias;

    /// <summary>Builds the norm with weight 1 and bias 0.</summary>
    /// <param name="channels">Channels C of the state.</param>
    public ChannelNorm(long channels) : base(nameof(ChannelNorm))
    {
        weight = Parameter(ones(channels));
        bias = Parameter(zeros(channels));
        RegisterComponents();
    }

    /// <summary>Normalises a state.</summary>
    /// <param name="state"><c>[B, C, M, T]</c>.</param>
    /// <param name="mask">1 where a frame is real, else 0, <c>[B, 1, 1, T]</c>.</param>
    /// <returns>Zero in padding, <c>[B, C, M, T]</c>, new.</returns>
    /// <exception cref="TensorShapeException">An input is not shaped as stated.</exception>
    public Tensor forward(Tensor state, Tensor mask)
    {
        TensorShape.HasShape(state, "B C M T", [TensorShape.Any, weight.shape[0], TensorShape.Any, TensorShape.Any]);
        TensorShape.HasShape(mask, "B 1 1 T", [state.shape[0], 1, 1, state.shape[3]]);
        using var scope = NewDisposeScope();
        var channelsLast = (state * mask).permute(0, 2, 3, 1);                      // [B, M, T, C]
        var normal = functional.layer_norm(channelsLast, weight.shape, weight, bias, Epsilon);
        return (normal.permute(0, 3, 1, 2) * mask).MoveToOuterDisposeScope();       // [B, C, M, T]
    }
}
