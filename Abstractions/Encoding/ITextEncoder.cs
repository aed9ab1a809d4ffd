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

/// <summary>What a text encoder is built for.</summary>
/// <param name="PhonemeCount">Phoneme ids P, padding (id 0) included.</param>
/// <param name="Bins">Mel bins M of the prior.</param>
/// <param name="Conditions">The conditions that an utterance may be spoken under.</param>
public sealed record EncoderContext(int PhonemeCount, long Bins, IReadOnlyList<Condition> Conditions)
    : PartContext;

/// <summary>The texts of one batch as phonemes.</summary>
/// <param name="Phonemes">Phoneme ids, 0 in padding, int64 <c>[B, P]</c>.</param>
/// <param name="Mask">Which positions are real, bool <c>[B, P]</c>.</param>
/// <param name="Conditions">Each condition by name, averaged over the reference's
/// real frames, <c>[B, width]</c>.</param>
public sealed record TextBatch(Tensor Phonemes, Tensor Mask, IReadOnlyDictionary<string, Tensor> Conditions);

/// <summary>What a text encoder says about each phoneme.</summary>
/// <param name="Mean">Prior mean of the log-mel, zero in padding, <c>[B, M, P]</c>.</param>
/// <param name="LogDurations">Natural logarithm of the duration in frames, zero in padding, <c>[B, P]</c>.</param>
public sealed record EncodedText(Tensor Mean, Tensor LogDurations);
