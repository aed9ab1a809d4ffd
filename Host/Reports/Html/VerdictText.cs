using System.Globalization;
using Melange.Host.Experiments.Statistics;
using Melange.Host.Pictures;
using Melange.Host.Runs;

namespace Melange.Host.Reports.Html;

/// <summary>Says what a comparison shows, for the report and the table of the console.</summary>
internal static class VerdictText
{
    /// <summary>Of a value that follows from the parts, whatever they learn.</summary>
    public const string ByConstruction = "by construction";

    private const double SmallestShown = 0.0001;

    /// <summary>The verdict in a word or two; none for the variant that the others are compared with.</summary>
    public static string Word(Verdict verdict) => verdict switch
    {
        Verdict.Better => "better",
        Verdict.Worse => "worse",
        Verdict.Same => "same",
        Verdict.Undecided => "undecided",
        Verdict.TooFewSeeds => "too few seeds",
        Verdict.NotMeasured => "not measured in both",
        Verdict.ByConstruction => ByConstruction,
        Verdict.Context => "not compared",
        _ => ""
    };

    /// <summary>How sure the verdict is, or what would decide.</summary>
    public static string Detail(VariantComparison variant, MetricLegend legend) => variant.Verdict switch
    {
        Verdict.Better or Verdict.Worse => $"{P(variant)}{(variant.Holds ? "" : ": does not hold among all tests")}",
        Verdict.Same => $"{P(variant)}; within {Margin(legend)}",
        Verdict.Undecided when variant.Difference?.HasInterval == true =>
            legend.Margin is null ? P(variant) : $"{P(variant)}; {Needed(variant, legend)}",
        Verdict.Undecided => $"fewer than {Estimate.FewestPairs} pairs or than half of the cells",
        Verdict.ByConstruction => variant.IsByConstruction ? "whatever it learns" : "of the first: not compared",
        Verdict.Context => "says how to read the others",
        Verdict.TooFewSeeds => $"a verdict takes at least {Estimate.FewestSeeds}",
        _ => ""
    };

    /// <summary>The difference of each seed: <c>seed 1: +0.21, seed 2: −0.04</c>.</summary>
    public static string BySeed(VariantComparison variant) =>
        string.Join(", ", variant.BySeed.Select(one => $"seed {one.Seed}: {Digits.Signed(one.Value)}"));

    private static string P(VariantComparison variant) =>
        $"p {P(variant.Difference!.PValue!.Value)}, Holm {P(variant.AdjustedP!.Value)}";

    private static string P(double value) =>
        value < SmallestShown ? "<\u00a00.0001" : Digits.Fixed(value, Math.Min(4, Digits.Decimals(value, 2)));

    private static string Margin(MetricLegend legend) =>
        $"±{legend.Margin!.Value.ToString("G3", CultureInfo.InvariantCulture)}{Units.After(legend.Unit)}";

    private static string Needed(VariantComparison variant, MetricLegend legend)
    {
        if (variant.Needed is not { } needed)
            return $"{Margin(legend)} takes more than {NeededSize.MostSeeds} seeds";
        if (needed.Pairs > variant.Difference!.Pairs)
            return $"{Margin(legend)} takes {needed.Seeds} seeds and {needed.Pairs} pairs";
        return needed.Seeds > variant.BySeed.Count
            ? $"{Margin(legend)} takes {needed.Seeds} seeds"
            : $"{Margin(legend)} would likely be seen";
    }
}
