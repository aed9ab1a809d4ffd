namespace Melange;

/// <summary>What the noise of a synthesis may depend on.</summary>
/// <param name="Mean">The prior mean mu of the target, <c>[B, M, T]</c>.</param>
/// <param name="TargetMask">Which target frames are real, bool <c>[B, T]</c>.</param>
/// <param name="TargetPhonemes">Phoneme id of each target frame, int64 <c>[B, T]</c>.</param>
/// <param name="Reference">The reference utterances, <c>[B, M, R]</c> and <c>[B, R]</c>.</param>
/// <param name="ReferenceMean">
/// Computes the prior mean of the reference's own frames, <c>[B, M, R]</c>, new; it costs a pass of the encoder.
/// </param>
/// <param name="Random">Where randomness comes from; its device is the CPU.</param>
public sealed record NoiseInput(
    Tensor Mean, Tensor TargetMask, Tensor TargetPhonemes, ReferenceBatch Reference, Func<Tensor> ReferenceMean,
    Generator Random);
