using Melange.Host.Experiments.Statistics;
using Melange.Host.Reports.Charts;
using Melange.Host.Runs;

namespace Melange.Host.Reports.Sections;

/// <summary>Makes curves of the course of training: a thin one a seed, a thick one a variant.</summary>
internal static class TrainingCurves
{
    /// <summary>Width of the moving average, in percent of the steps.</summary>
    public const int WindowPercent = 3;

    /// <summary>Gives the curves of one quantity of the training; the last of each variant is its mean.</summary>
    /// <param name="trials">The trials of each variant.</param>
    /// <param name="valueOf">The quantity; null at steps that have none.</param>
    /// <param name="isSmoothed">Whether to give moving averages.</param>
    public static IReadOnlyList<Curve> Of(
        IReadOnlyList<VariantTrials> trials, Func<LossPoint, double?> valueOf, bool isSmoothed) =>
        Of(trials, trial => trial.Losses.Select(point => (point.Step, valueOf(point))), isSmoothed);

    /// <summary>Gives the curves of one quantity of the validation, as they are.</summary>
    /// <param name="trials">The trials of each variant.</param>
    /// <param name="valueOf">The quantity.</param>
    public static IReadOnlyList<Curve> OfValidation(
        IReadOnlyList<VariantTrials> trials, Func<ValidationPoint, double> valueOf) =>
        Of(trials, trial => trial.Validation.Select(point => (point.Step, (double?)valueOf(point))), isSmoothed: false);

    private static List<Curve> Of(IReadOnlyList<VariantTrials> trials,
        Func<TrialResult, IEnumerable<(int Step, double? Value)>> pointsOf, bool isSmoothed) =>
        [.. trials.SelectMany((variant, index) => OfVariant(index, variant, pointsOf, isSmoothed))];

    private static List<Curve> OfVariant(int index, VariantTrials variant,
        Func<TrialResult, IEnumerable<(int Step, double? Value)>> pointsOf, bool isSmoothed)
    {
        var seeds = new List<Curve>();
        foreach (var trial in variant.Trials)
        {
            var points = pointsOf(trial).Where(point => point.Value is { } value && double.IsFinite(value)).ToList();
            var values = points.Select(point => point.Value!.Value).ToArray();
            if (points.Count > 0)
                seeds.Add(new Curve(index, [.. points.Select(point => (double)point.Step)],
                    isSmoothed ? Smoothed(values) : values, IsMean: false));
        }
        return seeds.Count switch
        {
            0 => [],
            1 => [seeds[0] with { IsMean = true }],
            _ => [.. seeds, Mean(seeds)]
        };
    }

    private static Curve Mean(List<Curve> seeds)
    {
        var points = seeds.Min(curve => curve.Values.Length);
        return new Curve(seeds[0].Variant, seeds[0].Steps[..points],
            [.. Enumerable.Range(0, points)
                .Select(point => seeds.Average(curve => curve.Values[point]))], IsMean: true);
    }

    /// <summary>The centred moving average, over fewer values at both ends.</summary>
    private static double[] Smoothed(double[] values)
    {
        var reach = values.Length * WindowPercent / 200;
        return [.. values.Select((_, at) =>
            values[Math.Max(0, at - reach)..Math.Min(values.Length, at + reach + 1)].Average())];
    }
}
