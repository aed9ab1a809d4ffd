namespace Melange.Host.Runs;

/// <summary>What a model takes, at a size that is the same for all variants.</summary>
/// <param name="Frames">Target frames T and reference frames R of one score.</param>
/// <param name="MultiplyAdds">Multiply-adds of one score by the estimator: matrix products and convolutions. What is
/// done value by value (norms, activations, masks, the softmax) does not count.</param>
/// <param name="IsEstimated">Whether some part stated no work, and its weights were counted for it.</param>
public sealed record ModelCost(int Frames, long MultiplyAdds, bool IsEstimated)
{
    /// <summary>Median time of a training step of the whole model, in seconds, beside other trials; null where none was
    /// timed.</summary>
    public double? StepSeconds { get; init; }
}
