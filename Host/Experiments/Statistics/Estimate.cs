namespace Melange.Host.Experiments.Statistics;

/// <summary>A mean with its 95 % interval.</summary>
/// <param name="Mean">The mean, in the unit of what was measured.</param>
/// <param name="Low">Lower end of the interval; negative infinity where too little was measured to say.</param>
/// <param name="High">Upper end of the interval; positive infinity where too little was measured to say.</param>
public sealed record Estimate(double Mean, double Low, double High)
{
    /// <summary>Whether the data say anything about where the mean lies.</summary>
    public bool HasInterval => double.IsFinite(Low) && double.IsFinite(High);

    /// <summary>Whether zero lies in the interval: then no difference is shown.</summary>
    public bool SpansZero => Low <= 0 && High >= 0;
}
