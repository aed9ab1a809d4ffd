using MathNet.Numerics.Distributions;
using Melange.Host.Experiments.Statistics;

namespace Melange.Bench;

/// <summary>One t for the whole variance, with the degrees of freedom of Satterthwaite 1946: the usual way.</summary>
internal static class Satterthwaite
{
    /// <summary>Two-sided p value of a mean.</summary>
    public static double PValue(double mean, MeanVariance variance)
    {
        var (seeds, pairs, rest) = (variance.Seeds, variance.Pairs, variance.Rest);
        var all = Math.Max(seeds.Variance + pairs.Variance - rest.Variance, Math.Max(seeds.Variance, pairs.Variance));
        var freedom = all * all / (Share(seeds) + Share(pairs) + Share(rest));
        return 2 * StudentT.CDF(0, 1, freedom, -Math.Abs(mean) / Math.Sqrt(all));
    }

    private static double Share(VarianceTerm term) => term.Variance * term.Variance / term.Freedom;
}
