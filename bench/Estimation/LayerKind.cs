namespace Melange.Bench;

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

    /// <summary>Group norm, and Mish of what it gives.</summary>
    NormAndMish,

    /// <summary>The diffusion time, through Mish and a linear layer, added to a state.</summary>
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
