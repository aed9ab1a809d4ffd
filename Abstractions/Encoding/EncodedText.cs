namespace Melange;

/// <summary>What a text encoder says about each phoneme.</summary>
/// <param name="Mean">Prior mean of the log-mel, zero in padding, <c>[B, M, P]</c>.</param>
/// <param name="LogDurations">Natural logarithm of the duration in frames, zero in padding, <c>[B, P]</c>.</param>
public sealed record EncodedText(Tensor Mean, Tensor LogDurations);
