namespace Melange.Host.Speaking;

/// <summary>What was spoken with which reference, and what it took.</summary>
/// <param name="Lines">The lines of text, in order.</param>
/// <param name="Reference">What the style came from.</param>
/// <param name="Totals">Length and times.</param>
public sealed record SpeechOutcome(IReadOnlyList<SpokenLine> Lines, SpokenReference Reference, SpeechTotals Totals);
