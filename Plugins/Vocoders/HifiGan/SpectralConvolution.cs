using static TorchSharp.torch.nn;

namespace Melange.Plugins;

/// <summary>A convolution along time whose weights are kept at spectral norm 1.</summary>
/// <remarks>
/// <c>w/σ(w)</c>, <c>σ = uᵀwv</c> with the weights as a matrix <c>[out, in·kernel]</c>; u and v come nearer to its
/// first singular vectors by one round each time it is asked in training: <c>v ← wᵀu/‖wᵀu‖</c>, <c>u ← wv/‖wv‖</c>.
/// Names as of <c>torch.nn.utils.spectral_norm</c>. Source: Miyato et al. 2018 (Spectral Normalization for Generative
/// Adversarial Networks), eq. 8 and algorithm 1.
/// </remarks>
public sealed class SpectralConvolution : Module<Tensor, Tensor>
{
    private const string Weight = "weight_orig", Bias = "bias", Left = "weight_u", Right = "weight_v";

    private readonly ConvolutionShape shape; // no field holds a weight, as in NormedConvolution

    /// <summary>Makes one with fresh weights.</summary>
    /// <param name="shape">Its sizes; it is not transposed.</param>
    public SpectralConvolution(ConvolutionShape shape) : base(nameof(SpectralConvolution))
    {
        ArgumentNullException.ThrowIfNull(shape);
        this.shape = shape;
        using var scope = NewDisposeScope();
        register_parameter(Weight, NormedConvolution.Owned(shape.Drawn(shape.Weights)));
        register_parameter(Bias, NormedConvolution.Owned(shape.Drawn(shape.Out)));
        register_buffer(Left, Direction(shape.Out));
        register_buffer(Right, Direction(shape.Weights[1] * shape.Weights[2]));
    }

    /// <inheritdoc/>
    /// <param name="input"><c>[B, in, L]</c>.</param>
    /// <returns><c>[B, out, ⌈L/stride⌉]</c>.</returns>
    public override Tensor forward(Tensor input)
    {
        using var scope = NewDisposeScope();
        var (weight, left, right) = (get_parameter(Weight)!, get_buffer(Left)!, get_buffer(Right)!);
        var matrix = weight.flatten(1);                                         // [out, in·kernel]
        if (training)
            ComeNearer(matrix, left, right);
        // Copies: the gradient is taken of what they are now, whatever they become when it is asked once more.
        var norm = left.clone().dot(matrix.mv(right.clone()));
        return functional.conv1d(input, weight / norm, get_parameter(Bias), shape.Stride, shape.Padding, shape.Step,
            groups: shape.Groups).MoveToOuterDisposeScope();
    }

    private static void ComeNearer(Tensor matrix, Tensor left, Tensor right)
    {
        using var off = no_grad();
        using var scope = NewDisposeScope();
        right.copy_(Normalised(matrix.t().mv(left)));
        left.copy_(Normalised(matrix.mv(right)));
    }

    private static Tensor Direction(long size)
    {
        using var drawn = randn(size);
        return Normalised(drawn).DetachFromDisposeScope();
    }

    private static Tensor Normalised(Tensor vector) => functional.normalize(vector, dim: 0);
}
