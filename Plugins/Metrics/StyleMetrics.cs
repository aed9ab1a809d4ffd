using System.Globalization;

namespace Melange.Plugins;

/// <summary>Measures whether what was synthesised sounds of the style it should, by its prosody.</summary>
/// <remarks>
/// The synthesis is compared with all true recordings of the same text and speaker: <c>accuracy</c> is 1 if the nearest
/// is of the target's style, else 0; <c>chance</c> is 1 over the number of styles that there are; <c>distance</c> is
/// that to the target. Near is what differs least in eight numbers (<see cref="ProsodyVectors"/>), each in standard
/// deviations of the training set (<see cref="ProsodyScale"/>). Our own definition. Null where the text is there in one
/// style only.
/// </remarks>
public sealed class StyleMetrics : IMetricFamily, IDisposable
{
    private const string Numbers = "mean, spread and slope of log F0, mean and spread of the level, tilt of the mel "
        + "spectrum, tempo, share of voiced frames";

    private readonly AudioFormat format;
    private readonly ProsodyVectors vectors;
    private readonly Lazy<ProsodyScale> scale;

    /// <summary>Creates the metrics.</summary>
    /// <exception cref="OptionsException">The options break their rules.</exception>
    public StyleMetrics(StyleMetricsOptions options, MetricContext context)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(context);
        format = context.Format;
        vectors = new(options.Validated(format.SampleRateHz).ToPitch(), format);
        scale = new(() => ProsodyScale.Of(context.Training, options.ScaledBy, vectors.Of));
        var scaled = string.Create(CultureInfo.InvariantCulture,
            $"{Numbers}, in standard deviations of at most {options.ScaledBy} training utterances");
        Members =
        [
            new("accuracy", "Share of utterances nearest to the true recording of their style, of all styles in "
                + $"which the speaker says the text ({scaled}); chance says how many there would be by chance.", "",
                HigherIsBetter: true)
            {
                Margin = 0.05
            },
            new("distance", $"Prosodic distance to the target, root mean square ({scaled}).", "SD",
                HigherIsBetter: false)
            {
                Margin = 0.1
            },
            new("chance", "Accuracy of one who guesses: 1 over the number of styles.", "", HigherIsBetter: true)
            {
                IsContext = true
            }
        ];
    }

    /// <inheritdoc/>
    public IReadOnlyList<MetricMember> Members { get; }

    /// <inheritdoc/>
    /// <exception cref="TensorShapeException">A spectrogram or audio is not shaped as stated.</exception>
    public IReadOnlyList<double?> MeasureEach(MetricInput input)
    {
        ArgumentNullException.ThrowIfNull(input);
        var recordings = input.SameText;
        var target = recordings.Index().FirstOrDefault(item => item.Item.Id == input.Id, (-1, null!)).Index;
        var styles = recordings.Select(recording => recording.Emotion).Distinct().Count();
        if (target < 0 || styles < 2 || !MelCepstra.HaveFrames(input, format.Bins))
            return [null, null, null];
        var distances = scale.Value.Distances(vectors.OfSynthesis(input), [.. recordings.Select(vectors.Of)]);
        if (double.IsNaN(distances[target]))
            return [null, null, null];
        var isRight = Nearest(recording => recording.Emotion == recordings[target].Emotion)
            < Nearest(recording => recording.Emotion != recordings[target].Emotion);
        return [isRight ? 1 : 0, distances[target], 1.0 / styles];

        double Nearest(Func<CorpusRecording, bool> counts) =>
            recordings.Zip(distances).Where(pair => counts(pair.First)).Min(pair => pair.Second);
    }

    /// <inheritdoc/>
    public void Dispose() => vectors.Dispose();
}
