namespace Melange.Bench;

/// <summary>One operation of the estimator at the size it has there.</summary>
/// <param name="Kind">What it does.</param>
/// <param name="Inputs">Channels that come in.</param>
/// <param name="Outputs">Channels that go out.</param>
/// <param name="Bins">Mel bins M that come in.</param>
/// <param name="Frames">Frames T that come in.</param>
internal sealed record Layer(LayerKind Kind, long Inputs, long Outputs, long Bins, long Frames)
{
    /// <summary>Heads H of the attention.</summary>
    public const int Heads = 4;

    /// <summary>Features A a head.</summary>
    public const int Features = 32;

    /// <summary>Floating-point operations for one item as published, 2 a multiply-add, of products alone.</summary>
    public double Flops => 2.0 * Bins * Frames * Kind switch
    {
        LayerKind.Convolution3x3 => 9 * Inputs * Outputs,
        LayerKind.Convolution1x1 => Inputs * Outputs,
        LayerKind.Halving => 9 * Inputs * Outputs / 4.0,    // a quarter of the positions
        LayerKind.Doubling => 16 * Inputs * Outputs,        // each position goes into 16
        LayerKind.Attention => (4 * Inputs + 2 * Features) * Heads * Features, // q, k, v, out; context, its use
        LayerKind.TimeShift => (double)Inputs * Outputs / (Bins * Frames),
        _ => 0
    };

    /// <summary>Those really done: linear attention leaves out the query and value of each position.</summary>
    public double FlopsDone => Kind == LayerKind.Attention
        ? 2.0 * Bins * Frames * Inputs * (2 * Heads * Features + Inputs)                // key, its use, out
        : Flops;
}

/// <summary>Kinds of operation that the estimator's time is told by.</summary>
internal enum LayerKind
{
    /// <summary>Convolution of 3 × 3 that keeps the resolution.</summary>
    Convolution3x3,

    /// <summary>Convolution of 1 × 1: shortcuts and the last layer.</summary>
    Convolution1x1,

    /// <summary>Convolution of 3 × 3 with stride 2.</summary>
    Halving,

    /// <summary>Transposed convolution of 4 × 4 with stride 2.</summary>
    Doubling,

    /// <summary>Group norm, Mish of what it gives, and the time added behind it.</summary>
    NormAndMish,

    /// <summary>The diffusion time, through Mish and a linear layer.</summary>
    TimeShift,

    /// <summary>Sum of a block and its shortcut.</summary>
    Addition,

    /// <summary>State and skip connection made one tensor.</summary>
    Join,

    /// <summary>Linear attention of a site.</summary>
    Attention,

    /// <summary>Rezero and residual of a site.</summary>
    SiteEnding
}
