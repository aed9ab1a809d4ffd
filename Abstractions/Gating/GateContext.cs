namespace Melange;

/// <summary>What a gate is built for.</summary>
/// <param name="Site">The site whose attention it gates.</param>
/// <param name="Phonemes">Name of each phoneme id; id 0 is padding.</param>
public sealed record GateContext(AttentionSite Site, IReadOnlyList<string> Phonemes);
