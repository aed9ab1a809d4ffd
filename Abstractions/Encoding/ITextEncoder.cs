namespace Melange;

/// <summary>Turns phonemes into the prior mean and the durations.</summary>
public interface ITextEncoder
{
    /// <summary>Encodes a batch of texts.</summary>
    /// <param name="text">Phonemes, mask and conditions.</param>
    /// <returns>Prior mean and log-durations; gradients of the durations do not reach the prior.</returns>
    /// <exception cref="TensorShapeException">An input is not shaped as stated.</exception>
    EncodedText Encode(TextBatch text);
}
