namespace Melange.Bench;

/// <summary>One contender at one length.</summary>
/// <param name="Frames">T = R.</param>
/// <param name="Contender">Who.</param>
/// <param name="Measured">What it took.</param>
internal sealed record GrowthPoint(long Frames, string Contender, Measurement Measured);
