namespace Melange.Host.Training;

/// <summary>What one training step did.</summary>
/// <param name="Step">Step, from 1.</param>
/// <param name="Losses">The parts of the loss, each the mean over the step's batches.</param>
/// <param name="GradientNorm">Norm of the whole gradient before it was clipped.</param>
/// <param name="LearningRate">Learning rate.</param>
/// <param name="Frames">Real frames of the segments.</param>
/// <param name="Seconds">Wall time of the step, in seconds.</param>
/// <param name="Suspects">
/// Ids of the utterances whose batches gave what is not finite; none where all is finite, and the weights moved.
/// </param>
public sealed record StepReport(
    int Step, LossValues Losses, double GradientNorm, double LearningRate, long Frames, double Seconds,
    IReadOnlyList<string> Suspects)
{
    /// <summary>Which part or weights the values come from that are not finite; empty where none is known.</summary>
    public string Blame { get; init; } = "";
}

/// <summary>Frames a second over the steps since it was last asked.</summary>
public sealed class Pace
{
    private double frames, seconds;

    /// <summary>Counts a step.</summary>
    public void Count(StepReport report) => (frames, seconds) = (frames + report.Frames, seconds + report.Seconds);

    /// <summary>Real frames of segments a second, and starts anew; 0 where no step was counted.</summary>
    public double FramesPerSecond()
    {
        var rate = seconds > 0 ? frames / seconds : 0;
        (frames, seconds) = (0, 0);
        return rate;
    }
}
