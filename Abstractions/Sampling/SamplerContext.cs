namespace Melange;

/// <summary>What a sampler is built for.</summary>
/// <param name="Schedule">The noise schedule of the diffusion process.</param>
public sealed record SamplerContext(NoiseSchedule Schedule);
