using MathNet.Numerics.RootFinding;

namespace Melange.Host.Experiments.Statistics;

/// <summary>What makes a mean over seeds and pairs uncertain.</summary>
/// <remarks>
/// The mean's variance is A + B − E: A is that of means of seeds over the number of seeds, B that of means of pairs
/// over the number of pairs, and E, the variance of what neither explains over the number of values, is in both. An
/// interval is as wide to either side as <c>√max(t²_A A + t²_B B − t²_E E, t²_A A, t²_B B)</c>, each t Student's with
/// the degrees of freedom of its own term. Source: Banerjee 1960, Sankhyā 22, who shows that √(t²_A A + t²_B B)
/// covers at least as often as asked, whatever the share of each. Departs from it: E is taken out of the sum, with
/// its own t; that this covers, too, is shown by simulation (docs/statistics.md), where one t with the degrees of
/// freedom of Satterthwaite 1946 does not.
/// </remarks>
/// <param name="Seeds">A, with the number of seeds less 1.</param>
/// <param name="Pairs">B, with the number of pairs less 1.</param>
/// <param name="Rest">E, with what is left of the number of values.</param>
public sealed record MeanVariance(VarianceTerm Seeds, VarianceTerm Pairs, VarianceTerm Rest)
{
    /// <summary>No p value below it is told apart.</summary>
    public const double SmallestP = 1e-12;

    private const double LargestP = 1 - 1e-9, Accuracy = 1e-9;
    private const int MostSteps = 200;

    /// <summary>How far an interval reaches to either side, in the unit of what was measured.</summary>
    /// <param name="level">How often it may miss: 0.05 for an interval of 95 %.</param>
    public double HalfWidth(double level)
    {
        var (seeds, pairs) = (Seeds.Widened(level), Pairs.Widened(level));
        return Math.Sqrt(Math.Max(seeds + pairs - Rest.Widened(level), Math.Max(seeds, pairs)));
    }

    /// <summary>The smallest level at which the interval about a mean leaves zero out.</summary>
    /// <param name="mean">The mean, in the unit of what was measured.</param>
    /// <returns>The two-sided p value, at least <see cref="SmallestP"/>.</returns>
    public double PValue(double mean)
    {
        var size = Math.Abs(mean);
        if (size <= HalfWidth(LargestP))
            return 1;
        if (size >= HalfWidth(SmallestP))
            return SmallestP;
        return Math.Exp(Brent.FindRoot(logLevel => Math.Log(HalfWidth(Math.Exp(logLevel)) / size),
            Math.Log(SmallestP), Math.Log(LargestP), Accuracy, MostSteps));
    }

    /// <summary>What it would be with other numbers of seeds and pairs, each seed with each pair.</summary>
    /// <param name="seeds">How many seeds, at least 2.</param>
    /// <param name="pairs">How many pairs, at least 2.</param>
    public MeanVariance For(int seeds, int pairs)
    {
        var (seedsSeen, pairsSeen) = (Seeds.Freedom + 1, Pairs.Freedom + 1);
        var rest = Rest.Variance * seedsSeen * pairsSeen / ((double)seeds * pairs);
        var bySeed = Math.Max(0, Seeds.Variance - Rest.Variance) * seedsSeen / seeds;
        var byPair = Math.Max(0, Pairs.Variance - Rest.Variance) * pairsSeen / pairs;
        return new(new(bySeed + rest, seeds - 1), new(byPair + rest, pairs - 1),
            new(rest, (seeds - 1.0) * (pairs - 1)));
    }
}

/// <summary>An estimated variance.</summary>
/// <param name="Variance">The variance, in the unit of what was measured, squared; at least 0.</param>
/// <param name="Freedom">Its degrees of freedom, at least 1.</param>
public readonly record struct VarianceTerm(double Variance, double Freedom)
{
    internal double Widened(double level)
    {
        var t = StudentQuantile.TwoSided(level, Freedom);
        return t * t * Variance;
    }
}
