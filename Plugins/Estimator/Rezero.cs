using TorchSharp.Modules;
using static TorchSharp.torch.nn;

namespace Melange.Plugins;

/// <summary>A scalar g before a branch: learned, fixed, or none.</summary>
/// <remarks>
/// g·x. Source: Bachlechner et al. 2020 (ReZero), eq. 2, where g starts from 0 and is learned. A fixed g is a
/// buffer that no checkpoint holds: the config says what it is. TorchSharp 0.107 gives such a buffer by its name only,
/// and does not move it with its module: it follows the branch.
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
            register_buffer(nameof(gain), gain = full(1, start), persistent: false);
    }

    /// <summary>The value of g as it is, <c>[1]</c>; null where there is none.</summary>
    public Tensor? Gain => gain;

    /// <summary>Multiplies a branch of any shape by g.</summary>
    public Tensor forward(Tensor branch)
    {
        if (gain is null)
            return branch.alias();
        using var scope = NewDisposeScope();
        return (branch * gain.to(branch)).MoveToOuterDisposeScope();
    }
}
