namespace Melange;

/// <summary>The rules that every attention with heads states of its options.</summary>
public static class HeadRules
{
    /// <summary>Says what is broken.</summary>
    /// <param name="heads">Heads H.</param>
    /// <param name="features">Features A a head.</param>
    /// <param name="dropout">Share of weights dropped in training.</param>
    /// <param name="position">What it knows of positions.</param>
    /// <returns>One sentence a broken rule; each begins with the name of the property.</returns>
    public static IEnumerable<string> Problems(
        int heads, int features, double dropout = 0, FramePosition position = FramePosition.None)
    {
        if (heads < 1)
            yield return $"Heads must be at least 1, but was {heads}.";
        if (features < 1)
            yield return $"Features must be at least 1, but was {features}.";
        if (dropout is not (>= 0 and < 1))
            yield return $"Dropout must be at least 0 and below 1, but was {dropout}.";
        if (position == FramePosition.Rotary && features % 2 != 0)
            yield return $"Features must be even where Position is rotary, but was {features}.";
    }
}
