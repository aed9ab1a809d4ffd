using Melange.Host.Experiments;

namespace Melange.Host.Training;

/// <summary>How far training has come, apart from tensors.</summary>
/// <param name="Step">Steps done.</param>
/// <param name="Seconds">Wall time of training so far, in seconds, over all sessions.</param>
/// <param name="Losses">The course of training so far.</param>
public sealed record TrainingState(int Step, double Seconds, IReadOnlyList<LossPoint> Losses)
{
    /// <summary>The losses on held-out utterances so far; the last may be of an earlier step.</summary>
    public IReadOnlyList<ValidationPoint> Validation { get; init; } = [];

    /// <summary>Position in the data: utterances that the steps so far were trained on, over all epochs.</summary>
    public long Utterances { get; init; }
}
