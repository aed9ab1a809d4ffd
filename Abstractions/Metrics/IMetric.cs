namespace Melange;

/// <summary>Measures one synthesised utterance.</summary>
public interface IMetric
{
    /// <summary>What is measured, with its parameters and unit, for the report: one sentence.</summary>
    string Description { get; }

    /// <summary>Unit of the value, empty for a ratio.</summary>
    string Unit { get; }

    /// <summary>Whether a greater value is better.</summary>
    bool HigherIsBetter { get; }

    /// <summary>Measures.</summary>
    /// <param name="input">The synthesised utterance beside its target.</param>
    /// <returns>The value, or null where nothing can be measured (no voiced frame in both, no attention map).</returns>
    double? Measure(MetricInput input);
}

/// <summary>What a metric is built for.</summary>
/// <param name="Format">Rate, window and bins of audio and spectrograms.</param>
public sealed record MetricContext(AudioFormat Format);

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

/// <summary>The attention maps of one site during one synthesis.</summary>
/// <param name="Site">Name of the site.</param>
/// <param name="Map">Mean over diffusion steps, heads and bins; rows sum to 1 or are zero,
/// <c>[T', R']</c> at the site's level.</param>
/// <param name="GateOpenness">Mean openness of the gate in [0, 1], <c>[T']</c>.</param>
/// <param name="TargetPhonemes">Phoneme id of each of the site's target frames, int64 <c>[T']</c>.</param>
/// <param name="ReferencePhonemes">Phoneme id of each of the site's reference frames, int64 <c>[R']</c>.</param>
public sealed record AttentionRecord(
    string Site, Tensor? Map, Tensor GateOpenness, Tensor TargetPhonemes, Tensor ReferencePhonemes);
