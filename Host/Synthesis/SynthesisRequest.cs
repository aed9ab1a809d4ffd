using Melange.Host.Features;

namespace Melange.Host.Synthesis;

/// <summary>One text to speak in the style of one reference.</summary>
/// <param name="PhonemeIds">The text's phonemes.</param>
/// <param name="Reference">What the style comes from.</param>
/// <param name="Seed">Seed of the starting noise and phases.</param>
public sealed record SynthesisRequest(long[] PhonemeIds, PreparedUtterance Reference, long Seed)
{
    /// <summary>Frames of each phoneme, as known from a recording; null for those that the model predicts.</summary>
    public long[]? Durations { get; init; }
}

/// <summary>What synthesis made of a request.</summary>
/// <param name="LogMel">Natural-log mel-spectrogram, <c>[M, T]</c>.</param>
/// <param name="Audio">Audio in [-1, 1], <c>[T·HopSamples]</c>.</param>
/// <param name="FramePhonemes">Phoneme id of each frame, T in order.</param>
/// <param name="Seconds">Wall time from phonemes to audio of all that was spoken at once, in seconds.</param>
/// <param name="Attention">What each site looked at, averaged over the watched diffusion times; empty where nobody
/// watched.</param>
public sealed record SynthesisedSpeech(
    Tensor LogMel, Tensor Audio, long[] FramePhonemes, double Seconds, IReadOnlyList<AttentionRecord> Attention)
{
    /// <summary>Frames of each phoneme of the text, T in total.</summary>
    public required long[] Durations { get; init; }

    /// <summary>The energy of x_t at each call of the sampler, from noise to mel; empty where nobody watched.</summary>
    public IReadOnlyList<StateEnergy> States { get; init; } = [];

    /// <summary>Energies of the sites at the watched diffusion times; empty where nobody watched.</summary>
    public IReadOnlyList<SiteEnergy> Energies { get; init; } = [];
}

/// <summary>What synthesis made of several requests at once.</summary>
/// <param name="Speeches">What became of each request, in their order.</param>
/// <param name="MelSeconds">Wall time from phonemes to mel, in seconds.</param>
/// <param name="VocoderSeconds">Wall time from mel to audio, in seconds.</param>
/// <param name="Evaluations">How often the estimator was asked for the score of the batch.</param>
public sealed record SynthesisedBatch(
    IReadOnlyList<SynthesisedSpeech> Speeches, double MelSeconds, double VocoderSeconds, int Evaluations);
