namespace Melange.Host.Training;

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
