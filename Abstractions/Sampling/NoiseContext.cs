namespace Melange;

/// <summary>What a source of noise is built for.</summary>
/// <param name="Schedule">The noise schedule of the diffusion process.</param>
public sealed record NoiseContext(NoiseSchedule Schedule);
