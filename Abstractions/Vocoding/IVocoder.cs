namespace Melange;

/// <summary>Turns a mel-spectrogram into audio.</summary>
public interface IVocoder
{
    /// <summary>Synthesises one utterance.</summary>
    /// <param name="logMel">Natural-log mel-spectrogram without padding, <c>[M, T]</c>.</param>
    /// <param name="random">Randomness of starting phases.</param>
    /// <returns>Audio in [-1, 1], <c>[T·HopSamples]</c>, new.</returns>
    Tensor Vocode(Tensor logMel, Generator random);
}

/// <summary>What a vocoder is built for.</summary>
/// <param name="Format">Rate, window and bins of the spectrogram.</param>
/// <param name="MelFilters">The mel filters that made the spectrogram, <c>[M, FftSize/2 + 1]</c>; the caller's.</param>
public sealed record VocoderContext(AudioFormat Format, Tensor MelFilters) : PartContext;
