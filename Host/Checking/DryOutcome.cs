namespace Melange.Host.Checking;

/// <summary>How a dry run went: one of three.</summary>
/// <param name="Report">What it found; null where it did not come to its end.</param>
/// <param name="Faults">What of config or corpus cannot be used; empty where nothing was found.</param>
/// <param name="Failure">In what it died, and its last words; empty where it did not.</param>
public sealed record DryOutcome(DryReport? Report, IReadOnlyList<Fault> Faults, string Failure);
