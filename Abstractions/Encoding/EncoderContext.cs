namespace Melange;

/// <summary>What a text encoder is built for.</summary>
/// <param name="PhonemeCount">Phoneme ids P, padding (id 0) included.</param>
/// <param name="Bins">Mel bins M of the prior.</param>
/// <param name="Conditions">The conditions that an utterance may be spoken under.</param>
public sealed record EncoderContext(int PhonemeCount, long Bins, IReadOnlyList<Condition> Conditions);
