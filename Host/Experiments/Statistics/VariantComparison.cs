using Melange.Host.Runs;

namespace Melange.Host.Experiments.Statistics;

/// <summary>What the data say about a variant against the first.</summary>
public enum Verdict
{
    /// <summary>This is the variant that the others are compared with.</summary>
    Baseline,
    /// <summary>The interval of the difference lies on the better side of zero.</summary>
    Better,
    /// <summary>The interval of the difference lies on the worse side of zero.</summary>
    Worse,
    /// <summary>The difference is shown to be within the metric's margin, on whichever side of zero.</summary>
    Same,
    /// <summary>None of these is shown, or too few pairs were measured.</summary>
    Undecided,
    /// <summary>Too few seeds were measured in both to say what another would give.</summary>
    TooFewSeeds,
    /// <summary>No seed and pair was measured in both.</summary>
    NotMeasured,
    /// <summary>The value of this variant or of the first follows from its parts, whatever they learn.</summary>
    ByConstruction,
    /// <summary>The metric only says how to read others.</summary>
    Context
}

/// <summary>One variant in one metric.</summary>
/// <param name="Variant">Name of the variant.</param>
/// <param name="Mean">Its mean, or null where nothing was measured.</param>
/// <param name="Difference">It less the first variant, or null where no seed and pair was measured in both.</param>
/// <param name="Verdict">What the difference says, by itself.</param>
public sealed record VariantComparison(string Variant, Estimate? Mean, Estimate? Difference, Verdict Verdict)
{
    /// <summary>The difference of each seed that was measured in both.</summary>
    public IReadOnlyList<SeedValue> BySeed { get; init; } = [];

    /// <summary>The difference's p value, corrected for all metrics and variants; null where it has none.</summary>
    public double? AdjustedP { get; init; }

    /// <summary>What would decide it; null where it is decided, no margin is stated, or nothing considered would.
    /// </summary>
    public NeededSize? Needed { get; init; }

    /// <summary>Whether its own value follows from its parts, whatever they learn.</summary>
    public bool IsByConstruction { get; init; }

    /// <summary>Whether it is better or worse even among so many metrics and variants.</summary>
    public bool Holds => Verdict is Verdict.Better or Verdict.Worse && AdjustedP <= Estimate.Level;

    /// <summary>Judges a difference.</summary>
    internal static VariantComparison Judged(
        (string Name, Estimate? Mean) variant, Estimate? difference, IReadOnlyList<SeedValue> bySeed,
        MetricLegend legend)
    {
        var verdict = VerdictOf(difference, bySeed.Count, legend);
        return new(variant.Name, variant.Mean, difference, verdict)
        {
            BySeed = bySeed,
            Needed = verdict == Verdict.Undecided && difference?.Variance is { } variance
                && legend.Margin is { } margin ? NeededSize.For(variance, margin) : null
        };
    }

    private static Verdict VerdictOf(Estimate? difference, int seeds, MetricLegend legend)
    {
        if (difference is null)
            return Verdict.NotMeasured;
        if (seeds < Estimate.FewestSeeds)
            return Verdict.TooFewSeeds;
        if (legend.Margin is { } margin && difference.LiesWithin(margin))
            return Verdict.Same;
        if (difference.SpansZero)
            return Verdict.Undecided;
        return difference.Low > 0 == legend.HigherIsBetter ? Verdict.Better : Verdict.Worse;
    }
}
