namespace Melange;

/// <summary>A file of style vectors of an utterance, computed elsewhere by a pretrained model.</summary>
/// <remarks>
/// <c>.npy</c>, or <c>.safetensors</c> with one tensor: floats <c>[W, N]</c>, W features of N vectors in time, or
/// <c>[W]</c> for the whole utterance. The host reads it and brings the vectors to the frames of the log-mel.
/// </remarks>
/// <param name="Path">Where it lies.</param>
/// <param name="Name">What messages call it.</param>
/// <param name="RateHz">Vectors a second, the first around half a period; 0 spreads them over the audio.</param>
public sealed record StyleFile(string Path, string Name, double RateHz = 0);
