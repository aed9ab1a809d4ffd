namespace Melange.Plugins;

/// <summary>How a sampler's times lie between 1 and 0.</summary>
public enum TimeSpacing
{
    /// <summary>Equal steps of time.</summary>
    Uniform,

    /// <summary>Equal steps of the square root of time: finer near the mel.</summary>
    Quadratic,

    /// <summary>Equal steps of the log-SNR down to an end time, and one step from there to 0.</summary>
    LogSnr
}
