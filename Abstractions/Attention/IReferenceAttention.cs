namespace Melange;

/// <summary>Carries style from the reference to the target frames of one site.</summary>
/// <remarks>
/// B batch, C channels, M mel bins, T target frames, R reference frames, D reference width. Residual, rezero and gate
/// are the estimator's; an attention gives what it adds. A target frame that may look at nothing gets no contribution
/// of the reference.
/// </remarks>
public interface IReferenceAttention
{
    /// <summary>Attends from each target frame to the reference frames it may look at.</summary>
    /// <param name="hidden">Hidden state of the noisy mel-spectrogram, <c>[B, C, M, T]</c>.</param>
    /// <param name="input">Reference features, masks, and the probe if one watches.</param>
    /// <returns>What to add to the hidden state, <c>[B, C, M, T]</c>, new.</returns>
    /// <exception cref="TensorShapeException">An input is not shaped as stated.</exception>
    Tensor Attend(Tensor hidden, AttentionInput input);
}
