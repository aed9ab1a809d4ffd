using TorchSharp.Modules;
using static TorchSharp.torch.nn;

namespace Melange.Plugins;

/// <summary>A convolution along time whose weights may be parted into length and direction, to train or to speak with.
/// </summary>
/// <remarks>
/// With weight norm <c>w = g·v/‖v‖</c>, the norm over all axes but the first (Salimans &amp; Kingma 2016, eq. 2); the
/// names are those of <c>torch.nn.utils.weight_norm</c>. Fresh weights are drawn as PyTorch's convolutions draw theirs.
/// A transposed one has weights <c>[in, out, kernel]</c>, another <c>[out, in, kernel]</c>.
/// </remarks>
public sealed class NormedConvolution : Module<Tensor, Tensor>
{
    /// <summary>Name of the weights without weight norm.</summary>
    public const string Weight = "weight";
    /// <summary>Name of their lengths with weight norm.</summary>
    public const string Length = "weight_g";
    /// <summary>Name of their directions with weight norm.</summary>
    public const string Direction = "weight_v";

    private const string Bias = "bias";

    // No field holds a weight: TorchSharp would not move it with the module where its name is another.
    private readonly ConvolutionShape shape;
    private readonly bool isNormed;

    /// <summary>Makes one with fresh weights.</summary>
    /// <param name="shape">Its sizes.</param>
    /// <param name="isNormed">Whether it has weight norm.</param>
    public NormedConvolution(ConvolutionShape shape, bool isNormed) : base(nameof(NormedConvolution))
    {
        ArgumentNullException.ThrowIfNull(shape);
        (this.shape, this.isNormed) = (shape, isNormed);
        using var scope = NewDisposeScope();
        var weight = Owned(shape.Drawn(shape.Weights));
        register_parameter(isNormed ? Direction : Weight, weight);
        register_parameter(Bias, Owned(shape.Drawn(shape.Out)));
        if (!isNormed)
            return;
        using var off = no_grad();
        register_parameter(Length, Owned(LengthsOf(weight)));
    }

    /// <summary>Multiply-adds of each step of its output; of its input where it is transposed.</summary>
    public long MultiplyAdds => shape.Weights.Aggregate(1L, (product, size) => product * size);

    /// <inheritdoc/>
    /// <param name="input"><c>[B, in, L]</c>.</param>
    public override Tensor forward(Tensor input)
    {
        using var scope = NewDisposeScope();
        var (values, bias) = (Weights(), get_parameter(Bias));
        var output = shape.IsTransposed
            ? functional.conv_transpose1d(input, values, bias, stride: shape.Step, padding: shape.Padding)
            : functional.conv1d(input, values, bias, shape.Stride, shape.Padding, shape.Step, groups: shape.Groups);
        return output.MoveToOuterDisposeScope();
    }

    /// <summary>Runs down each of several columns by itself; neither transposed nor dilated.</summary>
    /// <param name="input"><c>[B, in, L, columns]</c>.</param>
    /// <returns><c>[B, out, ⌈L/stride⌉, columns]</c>.</returns>
    public Tensor AlongColumns(Tensor input)
    {
        using var scope = NewDisposeScope();
        return functional.conv2d(input, Weights().unsqueeze(-1), get_parameter(Bias), [shape.Stride, 1],
            [shape.Padding, 0]).MoveToOuterDisposeScope();
    }

    /// <summary>The weights that lengths and directions stand for.</summary>
    /// <param name="length">g, the first axis of the weights, the others of size 1.</param>
    /// <param name="direction">v, the weights' shape.</param>
    public static Tensor Folded(Tensor length, Tensor direction)
    {
        ArgumentNullException.ThrowIfNull(length);
        ArgumentNullException.ThrowIfNull(direction);
        using var scope = NewDisposeScope();
        return (direction * (length / LengthsOf(direction))).MoveToOuterDisposeScope();
    }

    /// <summary>A weight that stays, whatever scope it is made in.</summary>
    internal static Parameter Owned(Tensor values)
    {
        var owned = Parameter(values);
        owned.DetachFromDisposeScope();
        return owned;
    }

    private Tensor Weights() =>
        isNormed ? Folded(get_parameter(Length)!, get_parameter(Direction)!) : get_parameter(Weight)!;

    private static Tensor LengthsOf(Tensor direction) => direction.square().sum([1, 2], keepdim: true).sqrt();
}

/// <summary>Sizes of a convolution along time, which keeps the length, multiplies it or divides it.</summary>
/// <param name="In">Channels in.</param>
/// <param name="Out">Channels out.</param>
/// <param name="Kernel">Steps of its kernel: odd, or, where it is transposed, the step and an even number more.</param>
/// <param name="Step">Its dilation; its stride where it is transposed.</param>
/// <param name="IsTransposed">Whether it makes <c>Step</c> times as many steps of its input.</param>
public sealed record ConvolutionShape(long In, long Out, long Kernel, long Step = 1, bool IsTransposed = false)
{
    /// <summary>Shape of its weights.</summary>
    public long[] Weights => IsTransposed ? [In, Out, Kernel] : [Out, In / Groups, Kernel];

    /// <summary>Steps of its input to each step of its output, where it is not transposed. At least 1; default 1.
    /// </summary>
    public long Stride { get; init; } = 1;

    /// <summary>Parts of the channels that do not hear each other, where it is not transposed. Default 1.</summary>
    public long Groups { get; init; } = 1;

    /// <summary>Steps at both ends that are filled with zeros; cut away where it is transposed.</summary>
    public long Padding => IsTransposed ? (Kernel - Step) / 2 : Step * (Kernel - 1) / 2;

    /// <summary>Fresh weights, drawn as PyTorch's convolutions draw theirs: evenly, 1/√(in·kernel) to both sides of 0.
    /// </summary>
    /// <param name="sizes">Their shape.</param>
    internal Tensor Drawn(params long[] sizes)
    {
        var bound = 1 / Math.Sqrt(Weights[1] * Weights[2]);
        return init.uniform_(empty(sizes), -bound, bound);
    }
}
