using TorchSharp.Modules;
using static TorchSharp.torch.nn;

namespace Melange.Plugins;

/// <summary>A scalar g before a branch: learned, fixed, or none.</summary>
/// <remarks>
/// g·x. Source: Bachlechner et al. 2020 (ReZero), eq. 2, where g starts from 0 and is learned. A fixed g is a
/// buffer of the same name: no optimiser sees it, and the training log and the checkpoint say what it was.
/// </remarks>
internal sealed class Rezero : Module
{
    private readonly Tensor? gain; // [1]

    /// <summary>Builds g as a site's options say.</summary>
    public Rezero(RezeroMode mode, double start) : base(nameof(Rezero))
    {
        if (mode == RezeroMode.Learned)
            register_parameter(nameof(gain), (Parameter)(gain = Parameter(full(1, start))));
        else if (mode == RezeroMode.Fixed)
            register_buffer(nameof(gain), gain = full(1, start));
    }

    /// <summary>The value of g as it is, <c>[1]</c>; null where there is none.</summary>
    public Tensor? Gain => gain;

    /// <summary>Multiplies a branch of any shape by g.</summary>
    /// <remarks>A g of no axes leaves the branch its type, whichever its own is.</remarks>
    public Tensor forward(Tensor branch)
    {
        using var scope = NewDisposeScope();
        return (gain is null ? branch.alias() : branch * gain.squeeze(0)).MoveToOuterDisposeScope();
    }
}
