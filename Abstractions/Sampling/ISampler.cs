namespace Melange;

/// <summary>Solves the reverse diffusion from noise to the mel-spectrogram.</summary>
public interface ISampler
{
    /// <summary>Samples one batch.</summary>
    /// <param name="input">Start, mean, mask and score function.</param>
    /// <returns>Log-mel at time 0, zero outside the mask, <c>[B, M, T]</c>, new.</returns>
    Tensor Sample(SamplerInput input);
}

/// <summary>What a sampler is built for.</summary>
/// <param name="Schedule">The noise schedule of the diffusion process.</param>
public sealed record SamplerContext(NoiseSchedule Schedule) : PartContext;

/// <summary>Where a sampler starts and whom it asks for the way.</summary>
/// <param name="Start">x at time 1, <c>[B, M, T]</c>.</param>
/// <param name="Mean">The prior mean mu, <c>[B, M, T]</c>.</param>
/// <param name="Mask">Which frames are real, bool <c>[B, T]</c>.</param>
/// <param name="Score">Score of x_t <c>[B, M, T]</c> at times t <c>[B]</c>, <c>[B, M, T]</c>.</param>
/// <param name="Random">Randomness of stochastic samplers.</param>
public sealed record SamplerInput(
    Tensor Start, Tensor Mean, Tensor Mask, Func<Tensor, Tensor, Tensor> Score, Generator Random);
