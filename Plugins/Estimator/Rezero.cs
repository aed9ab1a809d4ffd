using TorchSharp.Modules;
using static TorchSharp.torch.nn;

namespace Melange.Plugins;

/// <summary>A scalar g before a branch: learned, fixed, or none.</summary>
/// <remarks>g·x. Source: Bachlechner et al. 2020 (ReZero), eq. 2, where g starts from 0 and is learned.</remarks>
internal sealed class Rezero : Module
{
    private readonly Parameter? gain;
    private readonly double? fixedGain;

    /// <summary>Builds g as the options say.</summary>
    public Rezero(UNetOptions options) : base(nameof(Rezero))
    {
        gain = options.Rezero == RezeroMode.Learned ? Parameter(full(1, options.RezeroStart)) : null;
        fixedGain = options.Rezero == RezeroMode.Fixed ? options.RezeroStart : null;
        RegisterComponents();
    }

    /// <summary>Multiplies a branch of any shape by g.</summary>
    public Tensor forward(Tensor branch) => (gain, fixedGain) switch
    {
        ({ } learned, _) => branch * learned,
        (_, { } value) => branch * value,
        _ => branch.alias()
    };
}
