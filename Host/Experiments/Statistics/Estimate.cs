namespace Melange.Host.Experiments.Statistics;

/// <summary>A mean with its 95 % interval.</summary>
/// <param name="Mean">The mean, in the unit of what was measured.</param>
/// <param name="Low">Lower end of the interval; negative infinity where too little was measured to say.</param>
/// <param name="High">Upper end of the interval; positive infinity where too little was measured to say.</param>
public sealed record Estimate(double Mean, double Low, double High)
{
    /// <summary>How often an interval may miss, and a test of a difference may see one where none is.</summary>
    public const double Level = 0.05;

    /// <summary>Fewer seeds have no interval: what another would change is not known.</summary>
    public const int FewestSeeds = 3;

    /// <summary>Fewer pairs have no interval: their variance is not known.</summary>
    public const int FewestPairs = 5;

    /// <summary>What makes the mean uncertain; null where there is no interval.</summary>
    public MeanVariance? Variance { get; init; }

    /// <summary>How many pairs are behind the interval; 0 where there is none.</summary>
    public int Pairs => Variance is null ? 0 : (int)Variance.Pairs.Freedom + 1;

    /// <summary>Whether the data say anything about where the mean lies.</summary>
    public bool HasInterval => double.IsFinite(Low) && double.IsFinite(High);

    /// <summary>Whether zero lies in the interval: then no difference is shown.</summary>
    public bool SpansZero => Low <= 0 && High >= 0;

    /// <summary>Two-sided p value of a mean of zero; null where there is no interval.</summary>
    public double? PValue => Variance?.PValue(Centre);

    private double Centre => (Low + High) / 2;

    /// <summary>A mean of which too little was measured for an interval.</summary>
    public static Estimate WithoutInterval(double mean) => new(mean, double.NegativeInfinity, double.PositiveInfinity);

    /// <summary>A mean with the interval that its variance gives.</summary>
    /// <param name="mean">The mean.</param>
    /// <param name="centre">The middle of the interval: the mean, or less its bias where it has one.</param>
    /// <param name="variance">What makes it uncertain.</param>
    public static Estimate Of(double mean, double centre, MeanVariance variance)
    {
        var halfWidth = variance.HalfWidth(Level);
        return new(mean, centre - halfWidth, centre + halfWidth) { Variance = variance };
    }

    /// <summary>Whether the mean is shown to be no farther from zero than a margin.</summary>
    /// <remarks>
    /// Two one-sided tests at 5 %: the 90 % interval lies within the margin to either side. Source: Schuirmann 1987,
    /// Journal of Pharmacokinetics and Biopharmaceutics 15.
    /// </remarks>
    /// <param name="margin">The margin, in the unit of what was measured.</param>
    public bool LiesWithin(double margin) =>
        Variance is not null && Math.Abs(Centre) + Variance.HalfWidth(2 * Level) <= margin;
}
