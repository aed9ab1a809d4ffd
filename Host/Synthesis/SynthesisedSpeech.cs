namespace Melange.Host.Synthesis;

/// <summary>What synthesis made of a request.</summary>
/// <param name="LogMel">Natural-log mel-spectrogram, <c>[M, T]</c>.</param>
/// <param name="Audio">Audio in [-1, 1], <c>[T·HopSamples]</c>.</param>
/// <param name="FramePhonemes">Phoneme id of each frame, T in order.</param>
/// <param name="Seconds">Wall time from phonemes to audio of all that was spoken at once, in seconds.</param>
/// <param name="Attention">What each site looked at, averaged over the watched diffusion times; empty where nobody
/// watched.</param>
public sealed record SynthesisedSpeech(
    Tensor LogMel, Tensor Audio, long[] FramePhonemes, double Seconds, IReadOnlyList<AttentionRecord> Attention);
