using Melange.Host.Experiments.Statistics;
using Melange.Host.Pictures;
using Melange.Host.Runs;

namespace Melange.Host.Reports.Html;

/// <summary>Writes what variants take of weights, work and time, for the report and the table of the console.</summary>
internal static class CostText
{
    private const double EqualWeights = 0.02;

    /// <summary>Multiply-adds of a score, its time, and that of a training step, of one variant.</summary>
    public static IReadOnlyList<string> Cells(IReadOnlyList<TrialResult> trials)
    {
        var costs = trials.Select(trial => trial.Cost).OfType<ModelCost>().ToList();
        if (costs.Count == 0)
            return [Digits.Nothing, Digits.Nothing, Digits.Nothing];
        var steps = costs.Select(cost => cost.StepSeconds).OfType<double>().ToList();
        return
        [
            (costs[0].IsEstimated ? "~" : "") + Short(costs[0].MultiplyAdds),
            Time(costs.Average(cost => cost.ScoreSeconds)),
            steps.Count == 0 ? Digits.Nothing : Time(steps.Average())
        ];
    }

    /// <summary>That weights differ, where they do; null where all variants have as many.</summary>
    /// <param name="variants">The variants, the first first.</param>
    public static string? WeightNote(IReadOnlyList<VariantTrials> variants)
    {
        var known = variants.Where(variant => variant.Trials.Count > 0)
            .Select(variant => (variant.Name, Weights: variant.Trials[0].EstimatorParameters)).ToList();
        var others = known.Skip(1).Where(one => Differs(one.Weights, known[0].Weights)).ToList();
        return others.Count == 0 ? null : $"A design with more weights is not everything else equal: the estimator of "
            + $"{known[0].Name} has {Digits.Count(known[0].Weights)}, that of "
            + $"{string.Join(", of ", others.Select(one => $"{one.Name} {Digits.Count(one.Weights)}"))}.";
    }

    /// <summary>How work and times were found; null where they were not.</summary>
    public static string? Method(IReadOnlyList<VariantTrials> variants)
    {
        var costs = variants.SelectMany(variant => variant.Trials).Select(trial => trial.Cost).OfType<ModelCost>().ToList();
        return costs.Count == 0 ? null : $"A score is one call of the estimator with {costs[0].Frames} target and "
            + $"{costs[0].Frames} reference frames. Counted are its matrix products and convolutions, not what is done "
            + "value by value: norms, activations, masks, the softmax."
            + (costs.Any(cost => cost.IsEstimated) ? " ~ estimated from weights: some part does not state its work." : "")
            + " Times are medians, taken while other trials may have run; a step is one of the whole model.";
    }

    private static bool Differs(long weights, long first) =>
        Math.Abs(weights - first) > EqualWeights * Math.Max(first, 1);

    private static string Short(long multiplyAdds) => multiplyAdds switch
    {
        < 1_000_000 => $"{Digits.Of(multiplyAdds / 1e3)} k",
        < 1_000_000_000 => $"{Digits.Of(multiplyAdds / 1e6)} M",
        _ => $"{Digits.Of(multiplyAdds / 1e9)} G"
    };

    private static string Time(double seconds) => seconds < 1 ? $"{Digits.Of(seconds * 1e3)} ms" : Digits.Duration(seconds);
}
