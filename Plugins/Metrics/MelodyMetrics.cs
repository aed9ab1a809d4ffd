namespace Melange.Plugins;

/// <summary>Measures where the synthesised melody differs from the target's, and how much of it could be compared.
/// </summary>
/// <remarks>
/// Over the pairs of frames of the path: <c>correlation</c>, Pearson's of ln f and ln f' where both are voiced;
/// <c>voicing-error</c>, the share of pairs of which one alone is voiced; <c>frame-error</c>, the share of which one
/// alone is voiced or <c>|f'/f − 1| > 0.2</c> (Chu and Alwan 2009, "Reducing F0 frame error of F0 tracking algorithms
/// under noisy conditions with an unvoiced/voiced classification frontend"); <c>compared</c>, the share voiced in both.
/// Departs from it: the pairs are those of dynamic time warping, where theirs are frames of the same time.
/// </remarks>
public sealed class MelodyMetrics : IMetricFamily, IDisposable
{
    private const double GrossError = 0.2;
    private readonly PitchPairs pitch;

    /// <summary>Creates the metrics.</summary>
    /// <exception cref="OptionsException">The options break their rules.</exception>
    public MelodyMetrics(AutocorrelationPitchOptions options, MetricContext context)
    {
        pitch = new(options, context);
        Members =
        [
            new("correlation", $"Pearson's correlation of log F0 over frames voiced in both: {pitch.Description}.", "",
                HigherIsBetter: true) { Margin = 0.05 },
            new("voicing-error", $"Share of frame pairs of which one alone is voiced: {pitch.Description}.", "",
                HigherIsBetter: false) { Margin = 0.02 },
            new("frame-error", "Share of frame pairs of which one alone is voiced, or that are more than 20 % apart: "
                + $"{pitch.Description}.", "", HigherIsBetter: false) { Margin = 0.02 },
            new("compared", "Share of frame pairs voiced in both, of which correlation and log-f0-rmse are: "
                + $"{pitch.Description}.", "", HigherIsBetter: true) { IsContext = true }
        ];
    }

    /// <inheritdoc/>
    public IReadOnlyList<MetricMember> Members { get; }

    /// <inheritdoc/>
    /// <exception cref="TensorShapeException">A spectrogram or audio is not shaped as stated.</exception>
    public IReadOnlyList<double?> MeasureEach(MetricInput input)
    {
        var pairs = pitch.Of(input);
        return pairs.Count == 0
            ? [null, null, null, null]
            : [Correlation([.. pairs.Where(pair => pair.IsVoiced)]), Share(pairs, pair => pair.DiffersInVoicing),
                Share(pairs, IsWrong), Share(pairs, pair => pair.IsVoiced)];
    }

    /// <inheritdoc/>
    public void Dispose() => pitch.Dispose();

    private static double Share(IReadOnlyList<PitchPair> pairs, Func<PitchPair, bool> counts) =>
        (double)pairs.Count(counts) / pairs.Count;

    private static bool IsWrong(PitchPair pair) => pair.DiffersInVoicing
        || (pair.IsVoiced && Math.Abs(pair.Synthesised / pair.Target - 1) > GrossError);

    private static double? Correlation(IReadOnlyList<PitchPair> voiced)
    {
        var value = Series.Correlation([.. voiced.Select(pair => Math.Log(pair.Target))],
            [.. voiced.Select(pair => Math.Log(pair.Synthesised))]);
        return double.IsFinite(value) ? value : null;
    }
}
