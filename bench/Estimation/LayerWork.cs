using Melange.Plugins;
using static TorchSharp.torch.nn;

namespace Melange.Bench;

/// <summary>One layer alone, on random inputs of its size, as the estimator does it.</summary>
internal sealed class LayerWork
{
    private const int Groups = 8;
    private readonly long batch;
    private readonly Layer layer;
    private readonly Tensor state;
    private readonly Func<Tensor> forward;
    private readonly List<Tensor> leaves = [];

    /// <summary>Makes inputs and weights, which live in the scope that is open.</summary>
    public LayerWork(Layer layer, long batch)
    {
        (this.batch, this.layer) = (batch, layer);
        state = State(layer.Inputs);
        forward = Forward();
    }

    /// <summary>The forward alone, without gradients.</summary>
    public Contender Inference(string name) => new(name, () =>
    {
        using var off = no_grad();
        forward();
    }, batch * layer.Flops);

    /// <summary>Forward and backward, to the input and to each weight.</summary>
    public Contender Training(string name)
    {
        using var off = no_grad();
        var gradient = randn_like(forward());
        return new(name, () => autograd.grad([forward()], leaves, [gradient]), 3 * batch * layer.Flops);
    }

    private Func<Tensor> Forward() => layer.Kind switch
    {
        LayerKind.Convolution3x3 => Convolution(3, 1),
        LayerKind.Convolution1x1 => Convolution(1, 1),
        LayerKind.Halving => Convolution(3, 2),
        LayerKind.Doubling => Doubling(),
        LayerKind.NormAndMish => NormAndMish(),
        LayerKind.TimeShift => TimeShift(),
        LayerKind.Addition => Addition(),
        LayerKind.Join => Join(),
        LayerKind.Attention => Attention(),
        _ => SiteEnding()
    };

    private Func<Tensor> Convolution(long kernel, long stride)
    {
        var (weight, bias) = (Kernel(layer.Outputs, layer.Inputs, kernel), Leaf(layer.Outputs));
        return () => functional.conv2d(state, weight, bias, [stride, stride], [kernel / 2, kernel / 2]);
    }

    private Func<Tensor> Doubling()
    {
        var (weight, bias) = (Kernel(layer.Inputs, layer.Outputs, 4), Leaf(layer.Outputs));
        return () => functional.conv_transpose2d(state, weight, bias, [2, 2], [1, 1]);
    }

    private Func<Tensor> NormAndMish()
    {
        var norm = new NormActivation(layer.Outputs, new(Groups, CountsPadding: false, ActivationKind.Mish));
        leaves.AddRange(norm.parameters());
        var shift = Leaf(batch, layer.Outputs);
        var mask = FrameMask.Of(ones(batch, layer.Frames, dtype: ScalarType.Bool), state.dtype);
        return () => norm.Consume(state, mask, shift);
    }

    private Func<Tensor> TimeShift()
    {
        leaves.Clear();
        var time = Leaf(batch, layer.Inputs);
        var (weight, bias) = (Leaf(layer.Outputs, layer.Inputs), Leaf(layer.Outputs));
        return () => functional.linear(functional.mish(time), weight, bias);        // [B, C]
    }

    // In place, as the estimator does; but here the sum's first part is a leaf, which gradients want as it is.
    private Func<Tensor> Addition()
    {
        var shortcut = State(layer.Inputs);
        return () => is_grad_enabled() ? state + shortcut : state.add_(shortcut);
    }

    private Func<Tensor> Join()
    {
        leaves.Clear();
        var first = State(layer.Inputs / 2);
        var second = State(layer.Inputs / 2);
        return () => cat([first, second], 1);
    }

    private Func<Tensor> Attention()
    {
        var site = new AttentionSite("down.0", 0, layer.Inputs, layer.Bins, ReferenceWidth: 1);
        var attention = new LinearAttention(new() { Heads = Layer.Heads, Features = Layer.Features }, site);
        leaves.AddRange(attention.parameters());
        var pairs = ones(batch, layer.Frames, 1, dtype: ScalarType.Bool);
        var mask = ones(batch, layer.Frames, dtype: ScalarType.Bool);
        var input = new AttentionInput(zeros(batch, 1, 1), mask, pairs);
        return () => attention.Attend(state, input);
    }

    private Func<Tensor> SiteEnding()
    {
        var (attended, gain) = (State(layer.Inputs), Leaf(1));
        return () => state + attended * gain;
    }

    // Channels last in memory, as the estimator keeps its states and its kernels.
    private Tensor State(long channels) =>
        AsLeaf(randn(batch, layer.Bins, layer.Frames, channels).permute(0, 3, 1, 2)); // [B, C, M, T]

    private Tensor Kernel(long first, long second, long size) =>
        AsLeaf(randn(first, size, size, second).permute(0, 3, 1, 2));               // [first, second, size, size]

    private Tensor Leaf(params long[] shape) => AsLeaf(randn(shape));

    private Tensor AsLeaf(Tensor tensor)
    {
        leaves.Add(tensor.requires_grad_());
        return tensor;
    }
}
