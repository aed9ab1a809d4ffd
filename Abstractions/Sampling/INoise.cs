namespace Melange;

/// <summary>Draws the noise that sampling starts from: x at time 1 is mu plus it.</summary>
public interface INoise
{
    /// <summary>Draws the noise of one batch.</summary>
    /// <param name="input">The prior mean, the phonemes of both sides, the reference, and the randomness.</param>
    /// <returns>Noise around mu, zero outside the target mask, <c>[B, M, T]</c>, new.</returns>
    /// <exception cref="TensorShapeException">An input is not shaped as stated.</exception>
    Tensor Draw(NoiseInput input);
}
