namespace Melange;

/// <summary>One synthesised utterance beside what it should be.</summary>
/// <param name="TargetLogMel">Log-mel of the true target, <c>[M, T1]</c>.</param>
/// <param name="SynthesisedLogMel">Log-mel that the sampler gave, <c>[M, T2]</c>.</param>
/// <param name="TargetAudio">Audio of the true target in [-1, 1], <c>[S1]</c>.</param>
/// <param name="SynthesisedAudio">Audio that the vocoder gave in [-1, 1], <c>[S2]</c>.</param>
/// <param name="SynthesisSeconds">Wall time from text to audio, in seconds.</param>
/// <param name="Attention">What each site of the estimator looked at.</param>
public sealed record MetricInput(
    Tensor TargetLogMel, Tensor SynthesisedLogMel, Tensor TargetAudio, Tensor SynthesisedAudio,
    double SynthesisSeconds, IReadOnlyList<AttentionRecord> Attention);
