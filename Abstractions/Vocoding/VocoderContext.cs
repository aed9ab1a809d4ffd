namespace Melange;

/// <summary>What a vocoder is built for.</summary>
/// <param name="Format">Rate, window and bins of the spectrogram.</param>
/// <param name="MelFilters">The mel filters that made the spectrogram, <c>[M, FftSize/2 + 1]</c>; the caller's.</param>
public sealed record VocoderContext(AudioFormat Format, Tensor MelFilters);
