namespace Melange;

/// <summary>The attention maps of one site during one synthesis.</summary>
/// <param name="Site">Name of the site.</param>
/// <param name="Map">Mean over diffusion steps, heads and bins; rows sum to 1 or are zero,
/// <c>[T', R']</c> at the site's level.</param>
/// <param name="GateOpenness">Mean openness of the gate in [0, 1], <c>[T']</c>.</param>
/// <param name="TargetPhonemes">Phoneme id of each of the site's target frames, int64 <c>[T']</c>.</param>
/// <param name="ReferencePhonemes">Phoneme id of each of the site's reference frames, int64 <c>[R']</c>.</param>
public sealed record AttentionRecord(
    string Site, Tensor? Map, Tensor GateOpenness, Tensor TargetPhonemes, Tensor ReferencePhonemes);
