namespace Melange;

/// <summary>One question to an estimator: which way is the data from here?</summary>
/// <param name="Noisy">The noisy log-mel x_t, <c>[B, M, T]</c>.</param>
/// <param name="Mean">The prior mean mu of the text encoder, <c>[B, M, T]</c>.</param>
/// <param name="Time">Diffusion time t in [0, 1], <c>[B]</c>.</param>
/// <param name="TargetMask">Which target frames are real, bool <c>[B, T]</c>.</param>
/// <param name="TargetPhonemes">Phoneme id of each target frame, int64 <c>[B, T]</c>.</param>
/// <param name="Reference">The conditioned reference.</param>
/// <param name="Probe">Watches the sites if not null.</param>
/// <param name="Edit">Edits the attention of all sites if not null.</param>
public sealed record EstimatorInput(
    Tensor Noisy, Tensor Mean, Tensor Time, Tensor TargetMask, Tensor TargetPhonemes,
    ConditionedReference Reference, IProbe? Probe = null, AttentionEdit? Edit = null);
