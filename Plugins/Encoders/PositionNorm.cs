using TorchSharp.Modules;

namespace Melange.Plugins;

/// <summary>Normalises the features of each position.</summary>
/// <remarks>
/// <c>gain·(x − mean)/√(variance + 1e-4) + bias</c> over C, variance without Bessel's correction.
/// Source: Ba et al. 2016, eq. 4; the 1e-4 is Grad-TTS'.
/// </remarks>
internal sealed class PositionNorm : nn.Module<Tensor, Tensor>
{
    private const double Epsilon = 1e-4;

    private readonly Parameter gain;
    private readonly Parameter bias;

    /// <summary>Creates the norm with gain 1 and bias 0.</summary>
    public PositionNorm(long channels) : base(nameof(PositionNorm))
    {
        gain = nn.Parameter(ones(channels));
        bias = nn.Parameter(zeros(channels));
        RegisterComponents();
    }

    /// <summary><c>[B, C, P]</c> to <c>[B, C, P]</c>.</summary>
    public override Tensor forward(Tensor input)
    {
        using var scope = NewDisposeScope();
        var last = input.transpose(1, 2);                                                               // [B, P, C]
        var normal = nn.functional.layer_norm(last, [gain.shape[0]], gain, bias, Epsilon);
        return normal.transpose(1, 2).MoveToOuterDisposeScope();                                        // [B, C, P]
    }
}
