namespace Melange;

/// <summary>Where a sampler starts and whom it asks for the way.</summary>
/// <param name="Start">x at time 1, <c>[B, M, T]</c>.</param>
/// <param name="Mean">The prior mean mu, <c>[B, M, T]</c>.</param>
/// <param name="Mask">Which frames are real, bool <c>[B, T]</c>.</param>
/// <param name="Score">Score of x_t <c>[B, M, T]</c> at times t <c>[B]</c>, <c>[B, M, T]</c>.</param>
/// <param name="Random">Randomness of stochastic samplers.</param>
public sealed record SamplerInput(
    Tensor Start, Tensor Mean, Tensor Mask, Func<Tensor, Tensor, Tensor> Score, Generator Random);
