namespace Melange.Host.Checkpoints;

/// <summary>The tensors of one checkpoint by their names; their owner disposes of them.</summary>
/// <param name="Weights">The model's state.</param>
/// <param name="Average">Weights averaged over the steps, under the names of the weights; null where none are kept.
/// </param>
/// <param name="Optimiser">The optimiser's state.</param>
public sealed record CheckpointTensors(
    IReadOnlyDictionary<string, Tensor> Weights, IReadOnlyDictionary<string, Tensor>? Average,
    IReadOnlyDictionary<string, Tensor> Optimiser);
