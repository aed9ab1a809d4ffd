using Melange.Host.Experiments.Statistics;
using Melange.Host.Pictures;

namespace Melange.Host.Reports.Html;

/// <summary>Writes means and intervals with as many digits as the interval leaves certain.</summary>
internal static class EstimateText
{
    /// <summary>A mean, with two significant digits of the half-width of its interval.</summary>
    public static string Mean(Estimate? estimate) =>
        estimate is null ? Digits.Nothing : Digits.Fixed(estimate.Mean, Decimals(estimate));

    /// <summary>A mean with its sign.</summary>
    public static string SignedMean(Estimate? estimate) =>
        estimate is { Mean: > 0 } ? "+" + Mean(estimate) : Mean(estimate);

    /// <summary>An interval: <c>[5.98, 6.43]</c>.</summary>
    public static string Interval(Estimate? estimate) => estimate is { HasInterval: true }
        ? $"[{Digits.Fixed(estimate.Low, Decimals(estimate))}, {Digits.Fixed(estimate.High, Decimals(estimate))}]"
        : "no interval";

    private static int Decimals(Estimate estimate)
    {
        var halfWidth = (estimate.High - estimate.Low) / 2;
        return estimate.HasInterval && halfWidth > 0
            ? Digits.Decimals(halfWidth, 2)
            : Digits.Decimals(Math.Abs(estimate.Mean), 3);
    }
}
