namespace Melange.Host.Reports.Evidence;

/// <summary>One spoken sentence, as far as its files could be read.</summary>
/// <param name="Audio">The WAV file as a data URI, or null.</param>
/// <param name="LogMel">Its log-mel spectrogram, <c>[M, T]</c>, or null.</param>
/// <param name="Phonemes">Phoneme id of each frame; empty where unknown.</param>
internal sealed record SpeechEvidence(string? Audio, double[,]? LogMel, IReadOnlyList<long> Phonemes);

/// <summary>What one site of the estimator did.</summary>
/// <param name="Site">Name of the site.</param>
/// <param name="Map">Attention of each target frame to each reference frame, <c>[T', R']</c>, or null where it has
/// none.</param>
/// <param name="Gate">Openness of the gate in [0, 1], <c>[T']</c>, or null.</param>
/// <param name="Phonemes">Phoneme id of each of its target frames.</param>
/// <param name="References">Phoneme id of each of its reference frames.</param>
internal sealed record SiteEvidence(
    string Site, double[,]? Map, double[]? Gate, IReadOnlyList<long> Phonemes, IReadOnlyList<long> References);

/// <summary>What one trial left of one shown pair.</summary>
/// <param name="Reference">Where the style comes from.</param>
/// <param name="Target">The true target.</param>
/// <param name="Synthesised">What the trial made of it.</param>
/// <param name="Sites">The sites of the estimator, ordered by name; the first has the most frames.</param>
/// <param name="Problems">What could not be read, and why.</param>
internal sealed record PairEvidence(
    SpeechEvidence Reference, SpeechEvidence Target, SpeechEvidence Synthesised,
    IReadOnlyList<SiteEvidence> Sites, IReadOnlyList<string> Problems);
