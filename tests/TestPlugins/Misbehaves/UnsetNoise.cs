using TorchSharp.Modules;

namespace Melange.TestPlugins;

/// <summary>Has weights that no seed decides.</summary>
public sealed class UnsetNoise : nn.Module, INoise
{
    private readonly GroupNorm norm = nn.GroupNorm(2, 6);

    public UnsetNoise() : base(nameof(UnsetNoise)) => RegisterComponents();

    public Tensor Draw(NoiseInput input) => zeros_like(input.Mean) * norm.weight.shape[0];
}
