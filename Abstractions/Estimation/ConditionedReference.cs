namespace Melange;

/// <summary>A batch of references after all conditioners.</summary>
/// <param name="Features">All conditions, concatenated in the config's order, <c>[B, D, R]</c>.</param>
/// <param name="Mask">Which reference frames are real, bool <c>[B, R]</c>.</param>
/// <param name="Phonemes">Phoneme id of each reference frame, int64 <c>[B, R]</c>.</param>
/// <param name="Conditions">Each condition alone by its name, <c>[B, width, R]</c>.</param>
public sealed record ConditionedReference(
    Tensor Features, Tensor Mask, Tensor Phonemes, IReadOnlyDictionary<string, Tensor> Conditions);
