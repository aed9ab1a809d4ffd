namespace Melange.Host.Runs;

/// <summary>Which values the log-mel spectrograms of targets and syntheses have.</summary>
/// <param name="All">Over all bins and frames.</param>
/// <param name="Bins">A mel bin each, from the lowest.</param>
/// <param name="Phonemes">A phoneme each, by name.</param>
public sealed record MelValues(
    MelSpreads All, IReadOnlyList<MelSpreads> Bins, IReadOnlyDictionary<string, MelSpreads> Phonemes);

/// <summary>How values spread, in the target and in what was synthesised; null where there are none.</summary>
/// <param name="Target">In the target.</param>
/// <param name="Synthesised">In what was synthesised.</param>
public sealed record MelSpreads(MelSpread? Target, MelSpread? Synthesised);

/// <summary>How values of a log-mel spectrogram spread, in nats.</summary>
/// <param name="Values">How many there are.</param>
/// <param name="Low">The least.</param>
/// <param name="High">The greatest.</param>
/// <param name="Mean">Their mean.</param>
/// <param name="Deviation">Their standard deviation.</param>
/// <param name="AtFloor">Share of them at the floor of a log-mel or below it.</param>
/// <param name="Beyond">Share of them below the least or above the greatest of the corpus in their bin.</param>
public sealed record MelSpread(
    long Values, double Low, double High, double Mean, double Deviation, double AtFloor, double Beyond);
