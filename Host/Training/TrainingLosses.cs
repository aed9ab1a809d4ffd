using Melange.Host.Assembly.Options;

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

/// <summary>The parts of a loss as numbers.</summary>
/// <param name="Diffusion">Weighted denoising loss; null while the encoder is trained alone.</param>
/// <param name="Prior">Negative log-likelihood of the mel under the prior, in nats a value.</param>
/// <param name="Duration">Squared error of log-durations.</param>
/// <param name="Penalty">What parts add for weights of their own; null where none does.</param>
public sealed record LossValues(double? Diffusion, double Prior, double Duration, double? Penalty)
{
    /// <summary>Whether every part is a finite number.</summary>
    public bool IsFinite => new[] { Diffusion ?? 0, Prior, Duration, Penalty ?? 0 }.All(double.IsFinite);

    /// <summary>Reads the parts of a loss.</summary>
    public static LossValues Of(TrainingLosses losses) => new(
        losses.Diffusion?.item<float>(), losses.Prior.item<float>(),
        losses.Duration.item<float>(), losses.Penalty?.item<float>());

    /// <summary>The mean of each part.</summary>
    public static LossValues Mean(IReadOnlyList<LossValues> all) => new(
        all.Average(losses => losses.Diffusion), all.Average(losses => losses.Prior),
        all.Average(losses => losses.Duration), all.Average(losses => losses.Penalty));

    /// <summary><c>diffusion 0.512, prior 1.02, duration 0.31</c>: what there is, to three digits.</summary>
    public override string ToString() => string.Join(", ",
        new[] { ("diffusion", Diffusion), ("prior", Prior), ("duration", Duration), ("penalty", Penalty) }
            .Where(part => part.Item2 is not null)
            .Select(part => $"{part.Item1} {part.Item2:g3}"));
}
