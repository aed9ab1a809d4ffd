using Melange.Host.Features;

namespace Melange.Host.Experiments;

/// <summary>One utterance to synthesise.</summary>
/// <param name="Target">What it should become.</param>
/// <param name="Reference">What the style comes from.</param>
/// <param name="IsShown">Whether the report shows it.</param>
public sealed record EvaluationPair(PreparedUtterance Target, PreparedUtterance Reference, bool IsShown);
