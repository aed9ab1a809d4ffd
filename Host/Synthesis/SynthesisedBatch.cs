namespace Melange.Host.Synthesis;

/// <summary>What synthesis made of several requests at once.</summary>
/// <param name="Speeches">What became of each request, in their order.</param>
/// <param name="MelSeconds">Wall time from phonemes to mel, in seconds.</param>
/// <param name="VocoderSeconds">Wall time from mel to audio, in seconds.</param>
/// <param name="Evaluations">How often the estimator was asked for the score of the batch.</param>
public sealed record SynthesisedBatch(
    IReadOnlyList<SynthesisedSpeech> Speeches, double MelSeconds, double VocoderSeconds, int Evaluations);
