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
