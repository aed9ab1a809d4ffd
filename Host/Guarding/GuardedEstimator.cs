namespace Melange.Host.Guarding;

/// <summary>An estimator under watch.</summary>
internal sealed class GuardedEstimator(IEstimator inner, PartWatch watch) : IEstimator
{
    /// <inheritdoc/>
    public Tensor Score(EstimatorInput input) => watch.Run(
        () => inner.Score(input),
        new("score", "B M T", input.Noisy.shape, input.Noisy)
        {
            Inputs = [("noisy", input.Noisy), ("mean", input.Mean), ("features", input.Reference.Features)]
        });
}
