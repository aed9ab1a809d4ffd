namespace Melange;

/// <summary>Estimates the score of the noisy mel-spectrogram: the gradient of its log-density.</summary>
public interface IEstimator
{
    /// <summary>Estimates the score.</summary>
    /// <param name="input">x_t, mu, t, masks, phonemes and reference.</param>
    /// <returns>The score, zero outside the target mask, <c>[B, M, T]</c>, new.</returns>
    /// <exception cref="TensorShapeException">An input is not shaped as stated.</exception>
    Tensor Score(EstimatorInput input);
}
