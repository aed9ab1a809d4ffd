namespace Melange.Plugins;

/// <summary>Rules that the options of all samplers share.</summary>
internal static class GridRules
{
    /// <summary>Where the log-SNR stops to rise in equal steps, unless said otherwise.</summary>
    public const double DefaultEndTime = 0.02;

    /// <summary>One sentence a broken rule.</summary>
    public static IEnumerable<string> Problems(int steps, TimeSpacing grid, double? endTime)
    {
        if (steps < 1)
            yield return $"Steps must be at least 1, but was {steps}.";
        if (endTime is not null && grid != TimeSpacing.LogSnr)
            yield return "EndTime must be left out where Grid is not log-snr.";
        else if (endTime is not null and not (> 0 and < 1))
            yield return $"EndTime must be above 0 and below 1, but was {endTime}.";
    }
}
