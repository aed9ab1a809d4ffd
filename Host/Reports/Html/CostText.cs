using Melange.Host.Experiments.Statistics;
using Melange.Host.Pictures;
using Melange.Host.Runs;

namespace Melange.Host.Reports.Html;

/// <summary>Writes what variants take of weights, work and time, for the report and the table of the console.</summary>
internal static class CostText
{
    private const double EqualWeights = 0.02;
    private const int Named = 3;

    /// <summary>Multiply-adds of a score, its time, the memory of speaking, and the time of a training step, of one
    /// variant.</summary>
    public static IReadOnlyList<string> Cells(IReadOnlyList<TrialResult> trials)
    {
        var work = trials.Select(trial => trial.Cost).OfType<ModelCost>().FirstOrDefault();
        return
        [
            work is null ? Digits.Nothing : (work.IsEstimated ? "~" : "") + Short(work.MultiplyAdds),
            Mean(trials.Select(trial => trial.Timing?.ScoreSeconds), Time),
            Mean(trials.Select(trial => trial.Timing?.PeakMemoryMegabytes),
                megabytes => $"{Digits.Count(megabytes)} MB"),
            Mean(trials.Select(trial => trial.Cost?.StepSeconds), Time)
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

    /// <summary>How work and times were found, and which times are missing; null where nothing was.</summary>
    /// <param name="variants">The variants.</param>
    /// <param name="timingRounds">How often each model was to be timed alone.</param>
    public static string? Method(IReadOnlyList<VariantTrials> variants, int timingRounds)
    {
        var costs = variants.SelectMany(variant => variant.Trials).Select(trial => trial.Cost)
            .OfType<ModelCost>().ToList();
        return costs.Count == 0 ? null : $"A score is one call of the estimator with {costs[0].Frames} target and "
            + $"{costs[0].Frames} reference frames. Counted are its matrix products and convolutions, not what is done "
            + "value by value: norms, activations, masks, the softmax."
            + (costs.Any(cost => cost.IsEstimated)
                ? " ~ estimated from weights: some part does not state its work." : "")
            + $" {Timed(variants, timingRounds)}Training steps are those of the whole model, beside other trials: "
            + "their median.";
    }

    private static string Timed(IReadOnlyList<VariantTrials> variants, int timingRounds)
    {
        var trials = variants.SelectMany(variant => variant.Trials.Select(trial =>
            (Name: $"{variant.Name}, seed {trial.Seed}", Rounds: trial.Timing?.Rounds ?? 0))).ToList();
        var lacking = trials.Where(trial => trial.Rounds == 0).Select(trial => trial.Name).ToList();
        if (lacking.Count == trials.Count)
            return timingRounds == 0 ? "Nothing was timed alone. "
                : "Times are missing, those of metrics of time too: the timing after all trials did not come to its "
                    + "end. The same melange ab takes them, of models whose weights are there. ";
        var rounds = trials.Max(trial => trial.Rounds);
        return "Times of a score, of metrics of time, and the memory of speaking were taken after all trials, each "
            + $"model alone and in turn with the others, {rounds} times: medians, and the most of memory. "
            + (lacking.Count == 0 ? "" : $"Of {lacking.Count} of {trials.Count} trials these are missing"
                + $"{(lacking.Count > Named ? ", among them " : ": ")}{string.Join("; ", lacking.Take(Named))}. ");
    }

    private static string Mean(IEnumerable<double?> values, Func<double, string> written)
    {
        var known = values.OfType<double>().ToList();
        return known.Count == 0 ? Digits.Nothing : written(known.Average());
    }

    private static bool Differs(long weights, long first) =>
        Math.Abs(weights - first) > EqualWeights * Math.Max(first, 1);

    private static string Short(long multiplyAdds) => multiplyAdds switch
    {
        < 1_000_000 => $"{Digits.Of(multiplyAdds / 1e3)} k",
        < 1_000_000_000 => $"{Digits.Of(multiplyAdds / 1e6)} M",
        _ => $"{Digits.Of(multiplyAdds / 1e9)} G"
    };

    private static string Time(double seconds) =>
        seconds < 1 ? $"{Digits.Of(seconds * 1e3)} ms" : Digits.Duration(seconds);
}
