using Melange.Host.Features;

namespace Melange.Host.Synthesis;

/// <summary>One text to speak in the style of one reference.</summary>
/// <param name="PhonemeIds">The text's phonemes.</param>
/// <param name="Reference">What the style comes from.</param>
/// <param name="Seed">Seed of the starting noise and phases.</param>
public sealed record SynthesisRequest(long[] PhonemeIds, PreparedUtterance Reference, long Seed);
