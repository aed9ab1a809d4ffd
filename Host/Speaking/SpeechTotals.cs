namespace Melange.Host.Speaking;

/// <summary>What a run over lines of text took and gave.</summary>
/// <param name="AudioSeconds">Length of all audio, in seconds.</param>
/// <param name="MelSeconds">Wall time from phonemes to mel, in seconds.</param>
/// <param name="VocoderSeconds">Wall time from mel to audio, in seconds.</param>
/// <param name="Evaluations">Score evaluations of each batch.</param>
public sealed record SpeechTotals(double AudioSeconds, double MelSeconds, double VocoderSeconds, int Evaluations);
