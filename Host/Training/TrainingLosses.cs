using Melange.Host.Assembly;

namespace Melange.Host.Training;

/// <summary>The parts of one step's loss, each a scalar tensor.</summary>
/// <param name="Prior">Negative log-likelihood of the mel under N(mu, 1), in nats a value.</param>
/// <param name="Duration">Mean squared error of log-durations.</param>
/// <param name="Diffusion">Weighted denoising loss; null while the encoder is trained alone.</param>
/// <param name="Penalty">What parts add for weights of their own; null where none does.</param>
public sealed record TrainingLosses(Tensor Prior, Tensor Duration, Tensor? Diffusion, Tensor? Penalty)
{
    /// <summary>The sum that is minimised: the parts by their weights, and the penalty as it is.</summary>
    /// <param name="weights">Factors on the parts; null for 1 each.</param>
    public Tensor Total(LossWeights? weights = null)
    {
        var by = weights ?? new();
        return new[] { Diffusion is null ? null : Diffusion * by.Diffusion, Penalty }.OfType<Tensor>()
            .Aggregate(Prior * by.Prior + Duration * by.Duration, (sum, part) => sum + part);
    }
}
