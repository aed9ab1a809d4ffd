namespace Melange.Host.Aligning;

/// <summary>Which phoneme of a reference sounds how long, and how well that explains the reference.</summary>
/// <param name="Durations">Frames of each phoneme, at least 1 each, R in total.</param>
/// <param name="LogLikelihood">Of the log-mel under the prior along this path, in nats a frame.</param>
public sealed record ReferenceAlignment(long[] Durations, double LogLikelihood);
