using Melange;
using static Melange.TensorShape;

namespace PartSpace;

/// <summary>Starts sampling from Gaussian noise without its rare large values.</summary>
/// <remarks>
/// Scale·ξ, ξ standard normal between −Limit and Limit: ξ = √2·erf⁻¹(u·erf(Limit/√2)), u uniform in (−1, 1). Zero
/// outside the target mask. Source: the truncation trick of Brock et al. 2019 (BigGAN), section 3.1.
/// </remarks>
public sealed class PartName : INoise
{
    private readonly PartNameOptions options;

    /// <summary>Creates the noise; the schedule does not matter to it.</summary>
    /// <exception cref="OptionsException">An option breaks its rules.</exception>
    public PartName(PartNameOptions options) => this.options = options.Validated();

    /// <inheritdoc/>
    public Tensor Draw(NoiseInput input)
    {
        var (mean, targetMask) = (input.Mean, input.TargetMask);
        HasShape(mean, "B M T", [Any, Any, Any]);
        HasShape(targetMask, "B T", [mean.shape[0], mean.shape[2]]);
        using var scope = NewDisposeScope();
        var share = special.erf(tensor(options.Limit / Math.Sqrt(2), dtype: float64)).item<double>();
        var drawn = rand(mean.shape, dtype: mean.dtype, generator: input.Random).to(mean.device); // [B, M, T]
        var noise = special.erfinv((2 * drawn - 1) * share) * (Math.Sqrt(2) * options.Scale);
        return (noise * targetMask.unsqueeze(1)).MoveToOuterDisposeScope();         // [B, M, T]
    }
}
