using static Melange.TensorShape;

namespace Melange.Plugins;

/// <summary>Starts sampling from white Gaussian noise, whatever is spoken.</summary>
/// <remarks>
/// <c>ξ/Temperature</c> with ξ standard normal, zero outside the target mask. Source: Popov et al. 2021 (Grad-TTS),
/// section 3.4, the tempered prior N(μ, 1/τ) with τ = Temperature²: its published code divides the noise itself.
/// </remarks>
public sealed class GaussianNoise : INoise
{
    private readonly double temperature;

    /// <summary>Creates the noise; the schedule does not matter to it.</summary>
    /// <exception cref="OptionsException">An option breaks its rules.</exception>
    public GaussianNoise(GaussianNoiseOptions options) => temperature = options.Validated().Temperature;

    /// <inheritdoc/>
    public Tensor Draw(NoiseInput input)
    {
        var (mean, targetMask) = (input.Mean, input.TargetMask);
        HasShape(mean, "B M T", [Any, Any, Any]);
        HasShape(targetMask, "B T", [mean.shape[0], mean.shape[2]]);

        using var scope = NewDisposeScope();
        var noise = randn(mean.shape, dtype: mean.dtype, generator: input.Random).to(mean.device) / temperature;
        return (noise * targetMask.unsqueeze(1)).MoveToOuterDisposeScope();          // [B, M, T]
    }
}
