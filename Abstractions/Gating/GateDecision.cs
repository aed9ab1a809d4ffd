namespace Melange;

/// <summary>What a gate let through.</summary>
/// <param name="Output">The blend of hidden and attended state, <c>[B, C, M, T]</c>.</param>
/// <param name="Openness">Share of the attended state in each target frame, in [0, 1], <c>[B, T]</c>.</param>
public sealed record GateDecision(Tensor Output, Tensor Openness);
