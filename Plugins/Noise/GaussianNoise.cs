using static Melange.TensorShape;

namespace Melange.Plugins;

/// <summary>Gaussian noise, the same for every frame and bin.</summary>
/// <remarks>N(0, 1)/temperature. Source: Popov et al. 2021 (Grad-TTS), section 3.3 and its published code.</remarks>
public sealed class GaussianNoise(GaussianNoiseOptions options) : INoise
{
    private readonly double temperature = options.Validated().Temperature;

    /// <inheritdoc/>
    public Tensor Draw(NoiseInput input)
    {
        HasShape(input.Mean, "B M T", [Any, Any, Any]);
        HasShape(input.TargetMask, "B T", [input.Mean.shape[0], input.Mean.shape[2]]);

        using var scope = NewDisposeScope();
        var noise = randn(input.Mean.shape, generator: input.Random).to(input.Mean.device) / temperature;
        return (noise * input.TargetMask.unsqueeze(1)).MoveToOuterDisposeScope();   // [B, M, T]
    }
}
