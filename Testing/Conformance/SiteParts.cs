namespace Melange.Testing;

/// <summary>What an estimator builds at each of its sites.</summary>
/// <param name="Attention">The attention.</param>
/// <param name="Gate">The gate.</param>
public sealed record SiteParts(Part<IReferenceAttention, AttentionSite> Attention, Part<IGate, GateContext> Gate);
