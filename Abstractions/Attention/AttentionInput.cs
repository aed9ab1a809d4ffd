namespace Melange;

/// <summary>What an attention may look at.</summary>
/// <remarks>True means useful, everywhere. The tensors stay the caller's to dispose.</remarks>
/// <param name="Reference">Reference features, <c>[B, D, R]</c>.</param>
/// <param name="TargetMask">Which target frames are real, bool <c>[B, T]</c>.</param>
/// <param name="AllowedPairs">Which reference frames each target frame may look at, bool <c>[B, T, R]</c>.</param>
/// <param name="Probe">Takes the attention map if not null.</param>
public sealed record AttentionInput(Tensor Reference, Tensor TargetMask, Tensor AllowedPairs, IProbe? Probe = null);
