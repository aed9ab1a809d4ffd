using Melange.Host.Runs;

namespace Melange.Host.Experiments.Statistics;

/// <summary>The finished trials of one variant.</summary>
/// <param name="Name">Name of the variant.</param>
/// <param name="Trials">Its trials, one a seed.</param>
public sealed record VariantTrials(string Name, IReadOnlyList<TrialResult> Trials);

/// <summary>Lays what was measured out by seed and pair, the same way for each variant.</summary>
internal static class MeasuredTable
{
    /// <summary>Gives one table a variant, NaN where nothing was measured, float64 <c>[S, N]</c>.</summary>
    public static IReadOnlyList<Tensor> Of(string metric, IReadOnlyList<VariantTrials> variants)
    {
        var trials = variants.SelectMany(variant => variant.Trials).ToList();
        var seeds = trials.Select(trial => trial.Seed).Distinct().Order().ToList();
        var pairs = trials.SelectMany(trial => trial.Pairs).Select(pair => pair.Id)
            .Distinct().Order(StringComparer.Ordinal).ToList();
        return [.. variants.Select(variant => Table(metric, variant, seeds, pairs))];
    }

    private static Tensor Table(string metric, VariantTrials variant, List<int> seeds, List<string> pairs)
    {
        var cells = new double[seeds.Count, pairs.Count];
        for (var seed = 0; seed < seeds.Count; seed++)
            for (var pair = 0; pair < pairs.Count; pair++)
                cells[seed, pair] = double.NaN;
        foreach (var trial in variant.Trials)
            foreach (var pair in trial.Pairs)
                if (pair.Values.GetValueOrDefault(metric) is { } value)
                    cells[seeds.IndexOf(trial.Seed), pairs.IndexOf(pair.Id)] = value;
        return tensor(cells, dtype: float64);                               // [S, N]
    }
}
