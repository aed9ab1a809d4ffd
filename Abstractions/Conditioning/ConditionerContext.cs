namespace Melange;

/// <summary>What a conditioner is built for.</summary>
/// <param name="Bins">Mel bins M of the reference's log-mel.</param>
/// <param name="Speakers">Names of the corpus' speakers; an index points into this list.</param>
/// <param name="Emotions">Names of the corpus' emotions; an index points into this list.</param>
public sealed record ConditionerContext(long Bins, IReadOnlyList<string> Speakers, IReadOnlyList<string> Emotions);
