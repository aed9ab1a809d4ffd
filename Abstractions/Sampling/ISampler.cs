namespace Melange;

/// <summary>Solves the reverse diffusion from noise to the mel-spectrogram.</summary>
public interface ISampler
{
    /// <summary>Samples one batch.</summary>
    /// <param name="input">Start, mean, mask and score function.</param>
    /// <returns>Log-mel at time 0, zero outside the mask, <c>[B, M, T]</c>, new.</returns>
    Tensor Sample(SamplerInput input);
}
