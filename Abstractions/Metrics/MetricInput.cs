namespace Melange;

/// <summary>What a metric is built for.</summary>
/// <param name="Format">Rate, window and bins of audio and spectrograms.</param>
public sealed record MetricContext(AudioFormat Format) : PartContext
{
    /// <summary>Name of each phoneme id; id 0 is padding.</summary>
    public IReadOnlyList<string> Phonemes { get; init; } = [];

    /// <summary>Names of the corpus' speakers.</summary>
    public IReadOnlyList<string> Speakers { get; init; } = [];

    /// <summary>Names of the corpus' emotions.</summary>
    public IReadOnlyList<string> Emotions { get; init; } = [];

    /// <summary>The trial's seed: of its weights, batches and noise.</summary>
    public int Seed { get; init; }

    /// <summary>What the model learned from, in the corpus' order; there may be many, each made when it is asked for,
    /// the same each time. None where parts are built to be checked only.</summary>
    public IReadOnlyList<CorpusRecording> Training { get; init; } = [];
}

/// <summary>One synthesised utterance beside what it should be.</summary>
/// <param name="TargetLogMel">Log-mel of the true target, <c>[M, T1]</c>.</param>
/// <param name="SynthesisedLogMel">Log-mel that the sampler gave, <c>[M, T2]</c>.</param>
/// <param name="TargetAudio">Audio of the true target in [-1, 1], <c>[S1]</c>.</param>
/// <param name="SynthesisedAudio">Audio that the vocoder gave in [-1, 1], <c>[S2]</c>.</param>
/// <param name="SynthesisSeconds">Wall time from text to audio, in seconds.</param>
/// <param name="Attention">What each site of the estimator looked at.</param>
public sealed record MetricInput(
    Tensor TargetLogMel, Tensor SynthesisedLogMel, Tensor TargetAudio, Tensor SynthesisedAudio,
    double SynthesisSeconds, IReadOnlyList<AttentionRecord> Attention)
{
    private readonly Tensor? referenceLogMel;
    private readonly Tensor? referenceAudio;

    /// <summary>Id of the true target in the corpus.</summary>
    public string Id { get; init; } = "";

    /// <summary>What was to be spoken.</summary>
    public string Text { get; init; } = "";

    /// <summary>What the reference says.</summary>
    public string ReferenceText { get; init; } = "";

    /// <summary>Who speaks, in target and reference.</summary>
    public string Speaker { get; init; } = "";

    /// <summary>In which style, in target and reference.</summary>
    public string Emotion { get; init; } = "";

    /// <summary>Log-mel of the reference, <c>[M, R]</c>.</summary>
    /// <exception cref="InvalidOperationException">Whoever made the input gave none.</exception>
    public Tensor ReferenceLogMel
    {
        get => referenceLogMel ?? throw NotGiven(nameof(ReferenceLogMel));
        init => referenceLogMel = value;
    }

    /// <summary>Audio of the reference in [-1, 1], <c>[S0]</c>.</summary>
    /// <exception cref="InvalidOperationException">Whoever made the input gave none.</exception>
    public Tensor ReferenceAudio
    {
        get => referenceAudio ?? throw NotGiven(nameof(ReferenceAudio));
        init => referenceAudio = value;
    }

    /// <summary>The target's phonemes in order, by name and time.</summary>
    public IReadOnlyList<PhonemeInterval> TargetPhonemes { get; init; } = [];

    /// <summary>The synthesised phonemes in order, by name, with the times that the model gave them.</summary>
    public IReadOnlyList<PhonemeInterval> SynthesisedPhonemes { get; init; } = [];

    /// <summary>The reference's phonemes in order, by name and time.</summary>
    public IReadOnlyList<PhonemeInterval> ReferencePhonemes { get; init; } = [];

    /// <summary>The corpus' recordings of the same text and speaker, in every style, the true target among them; each
    /// the same object whenever it is met.</summary>
    public IReadOnlyList<CorpusRecording> SameText { get; init; } = [];

    /// <summary>Seed of the synthesis: of starting noise and phases.</summary>
    public long Seed { get; init; }

    /// <summary>Which utterance it is.</summary>
    public override string ToString() => $"{nameof(MetricInput)} of '{Id}'";

    private static InvalidOperationException NotGiven(string what) => new($"MetricInput.{what} is not given");
}

/// <summary>The attention maps of one site during one synthesis.</summary>
/// <param name="Site">Name of the site.</param>
/// <param name="Map">Mean over diffusion steps, heads and bins; rows sum to 1 or are zero,
/// <c>[T', R']</c> at the site's level.</param>
/// <param name="GateOpenness">Mean openness of the gate in [0, 1], <c>[T']</c>.</param>
/// <param name="TargetPhonemes">Phoneme id of each of the site's target frames, int64 <c>[T']</c>.</param>
/// <param name="ReferencePhonemes">Phoneme id of each of the site's reference frames, int64 <c>[R']</c>.</param>
public sealed record AttentionRecord(
    string Site, Tensor? Map, Tensor GateOpenness, Tensor TargetPhonemes, Tensor ReferencePhonemes);
