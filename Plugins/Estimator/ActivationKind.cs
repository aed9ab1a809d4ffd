using static TorchSharp.torch.nn;

namespace Melange.Plugins;

/// <summary>The activation of an estimator: behind each group norm, and of the diffusion time.</summary>
public enum ActivationKind
{
    /// <summary>x·tanh(ln(1 + eˣ)), as published.</summary>
    Mish,

    /// <summary>x·σ(x), which looks much alike and is less work for the library (Elfwing et al. 2018).</summary>
    Silu
}

/// <summary>The library's activations.</summary>
internal static class Activations
{
    /// <summary>Activates values of any shape.</summary>
    public static Tensor Of(this ActivationKind kind, Tensor values) =>
        kind == ActivationKind.Mish ? functional.mish(values) : functional.silu(values);
}
