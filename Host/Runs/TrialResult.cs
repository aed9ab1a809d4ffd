using System.Text.Json.Serialization;

namespace Melange.Host.Runs;

/// <summary>What one trial found: one variant with one seed, trained and evaluated.</summary>
/// <param name="Variant">Name of the variant in the experiment.</param>
/// <param name="Seed">The seed of its weights, batches and noise.</param>
/// <param name="Parameters">Trained values of the whole model.</param>
/// <param name="EstimatorParameters">Trained values of the estimator alone.</param>
/// <param name="TrainingSeconds">Wall time of training, in seconds, over all its sessions.</param>
/// <param name="EvaluationSeconds">Wall time of synthesis and metrics, in seconds.</param>
/// <param name="PeakMemoryMegabytes">Greatest resident memory of the process, in MB (10^6 bytes).</param>
/// <param name="Metrics">What each metric measures, by its name in the config.</param>
/// <param name="Losses">The course of training.</param>
/// <param name="Pairs">Every evaluated pair.</param>
public sealed record TrialResult(
    string Variant, int Seed, long Parameters, long EstimatorParameters,
    double TrainingSeconds, double EvaluationSeconds, double PeakMemoryMegabytes,
    IReadOnlyDictionary<string, MetricLegend> Metrics, IReadOnlyList<LossPoint> Losses,
    IReadOnlyList<PairResult> Pairs)
{
    /// <summary>The losses on held-out utterances during training; empty where they were not followed.</summary>
    public IReadOnlyList<ValidationPoint> Validation { get; init; } = [];

    /// <summary>Value of each metric that measures all pairs of a protocol together, by protocol and name:
    /// <c>same-style/frechet</c>; by its name alone in a result of an earlier version.</summary>
    public IReadOnlyDictionary<string, CorpusValue> CorpusValues { get; init; } = new Dictionary<string, CorpusValue>();

    /// <summary>The same of copy-synthesis; empty in a result of an earlier version.</summary>
    public IReadOnlyDictionary<string, CorpusValue> CopyCorpusValues { get; init; } =
        new Dictionary<string, CorpusValue>();

    /// <summary>The values of the mel-spectrograms of the first protocol; null in a result of an earlier version.
    /// </summary>
    public MelValues? Mels { get; init; }

    /// <summary>Energies of x_t at each call of the sampler and of sites at watched times, over the pairs of the first
    /// protocol; empty in a result of an earlier version.</summary>
    public IReadOnlyList<MeanEnergy> Energies { get; init; } = [];

    /// <summary>What its model takes of work and time; null in a result of an earlier version.</summary>
    public ModelCost? Cost { get; init; }

    /// <summary>The plugins behind it; null in a result of an earlier version.</summary>
    public ResultPlugins? Plugins { get; init; }

    /// <summary>Which files its vocoder was made of, with their SHA-256; null where it was made of none.</summary>
    public string? Vocoder { get; init; }

    /// <summary>The protocols that were evaluated, in their order.</summary>
    public IEnumerable<string> Protocols() => Pairs.Select(pair => pair.Protocol)
        .Concat(CorpusValues.Keys.Select(ProtocolOf)).Distinct();

    /// <summary>What copy-synthesis has in place of what the trial has: the ceiling that no variant is above.</summary>
    public TrialResult OfCopies() => this with
    {
        CorpusValues = CopyCorpusValues,
        Pairs = [.. Pairs.Select(pair => pair with { Values = pair.Copy })]
    };

    /// <summary>The trial as if one protocol were all of it; what measures pairs together is called by its name.
    /// </summary>
    public TrialResult Of(string protocol)
    {
        return this with
        {
            Pairs = [.. Pairs.Where(pair => pair.Protocol == protocol)],
            CorpusValues = Only(CorpusValues),
            CopyCorpusValues = Only(CopyCorpusValues)
        };

        Dictionary<string, CorpusValue> Only(IReadOnlyDictionary<string, CorpusValue> values) => values
            .Where(entry => ProtocolOf(entry.Key) == protocol)
            .ToDictionary(entry => MetricOf(entry.Key), entry => entry.Value);
    }

    /// <summary>The trial as if it had some of its metrics alone.</summary>
    /// <param name="metrics">Their names.</param>
    public TrialResult Only(IReadOnlySet<string> metrics)
    {
        return this with
        {
            Metrics = Metrics.Where(metric => metrics.Contains(metric.Key)).ToDictionary(),
            CorpusValues = Of(CorpusValues),
            CopyCorpusValues = Of(CopyCorpusValues)
        };

        Dictionary<string, CorpusValue> Of(IReadOnlyDictionary<string, CorpusValue> values) =>
            values.Where(entry => metrics.Contains(MetricOf(entry.Key))).ToDictionary();
    }

    private static string MetricOf(string corpusValue) => corpusValue[(corpusValue.IndexOf('/') + 1)..];

    private static string ProtocolOf(string corpusValue) =>
        corpusValue.IndexOf('/') is > 0 and var end ? corpusValue[..end] : PairResult.EarlierProtocol;

    /// <summary>Times that were taken after all trials; null where none were.</summary>
    [JsonIgnore]
    public TrialTiming? Timing { get; private init; }

    /// <summary>The same with times that were taken after all trials; values of pairs that were not timed go.</summary>
    public TrialResult With(TrialTiming? timing) => timing is null ? this : this with
    {
        Timing = timing,
        Pairs = [.. Pairs.Select(pair => pair with
        {
            Values = pair.Values.Where(value => !timing.Values.ContainsKey(value.Key))
                .Concat(timing.Values.Select(metric =>
                    KeyValuePair.Create(metric.Key, metric.Value.GetValueOrDefault(pair.Id)))).ToDictionary()
        })]
    };

    /// <summary>The same with scores that others gave, as metrics beside its own.</summary>
    /// <param name="scores">They, by the name of the metric; those of pairs that it does not have are passed over.
    /// </param>
    public TrialResult With(IReadOnlyDictionary<string, GivenScores> scores) => this with
    {
        Metrics = Metrics.Concat(scores.Select(one => KeyValuePair.Create(one.Key, one.Value.Legend))).ToDictionary(),
        Pairs = [.. Pairs.Select(pair => pair with
        {
            Values = pair.Values.Concat(scores.Select(one =>
                KeyValuePair.Create(one.Key, one.Value.Values.GetValueOrDefault(pair.Id)))).ToDictionary()
        })]
    };
}

/// <summary>What a metric measures.</summary>
/// <param name="Description">One sentence with its parameters.</param>
/// <param name="Unit">Unit of its value, empty for a ratio.</param>
/// <param name="HigherIsBetter">Whether a greater value is better.</param>
public sealed record MetricLegend(string Description, string Unit, bool HigherIsBetter)
{
    /// <summary>The greatest difference of means that does not matter, in its unit; null where none is stated, as in a
    /// result of an earlier version.</summary>
    public double? Margin { get; init; }

    /// <summary>Whether it only says how to read other metrics: variants are not compared in it.</summary>
    public bool IsContext { get; init; }

    /// <summary>Whether parts of the trial's model decide the value whatever it learns.</summary>
    public bool IsByConstruction { get; init; }

    /// <summary>The file that others' scores came from, with its hash; null where the trial measured itself.</summary>
    public string? Source { get; init; }

    /// <summary>The description, and where others' scores came from.</summary>
    [JsonIgnore]
    public string Text => Source is null ? Description : $"{Description.TrimEnd('.')}: {Source}.";
}

/// <summary>What others say of a trial's speech in one metric.</summary>
/// <param name="Legend">What they measured.</param>
/// <param name="Values">The value of each pair by its id; null where there is none.</param>
public sealed record GivenScores(MetricLegend Legend, IReadOnlyDictionary<string, double?> Values);

/// <summary>What one metric says of all pairs together.</summary>
/// <param name="Value">Its value; null where nothing could be measured.</param>
/// <param name="Pairs">How many pairs it could see something of.</param>
/// <param name="Resampled">The value of the pairs drawn anew, draw by draw, the same draws in every trial.</param>
public sealed record CorpusValue(double? Value, int Pairs, IReadOnlyList<double?> Resampled);

/// <summary>The losses of one training step.</summary>
/// <param name="Step">Step, from 1.</param>
/// <param name="Diffusion">Weighted denoising loss; null before the estimator joins the training.</param>
/// <param name="Prior">Negative log-likelihood of the mel under the prior, in nats a value.</param>
/// <param name="Duration">Squared error of log-durations.</param>
/// <param name="Penalty">What parts add for weights of their own; null where none does.</param>
/// <param name="Rezero">Rezero factor of each site by its name.</param>
public sealed record LossPoint(
    int Step, double? Diffusion, double Prior, double Duration, double? Penalty,
    IReadOnlyDictionary<string, double> Rezero);

/// <summary>One held-out sentence synthesised with one reference.</summary>
/// <param name="Id">Id of the pair and of its folder: <c>same-style/slt_happy_09</c>.</param>
/// <param name="TargetId">Utterance that is the true target.</param>
/// <param name="ReferenceId">Utterance that the style comes from.</param>
/// <param name="Text">The text to speak.</param>
/// <param name="ReferenceText">What the reference says.</param>
/// <param name="Speaker">Speaker of both.</param>
/// <param name="Emotion">Emotion of both.</param>
/// <param name="IsShown">Whether <c>pairs/Id/</c> holds more than its speech: target, reference and tensors.</param>
/// <param name="Values">Value of each metric; null where it could not be measured.</param>
public sealed record PairResult(
    string Id, string TargetId, string ReferenceId, string Text, string ReferenceText, string Speaker, string Emotion,
    bool IsShown, IReadOnlyDictionary<string, double?> Values)
{
    /// <summary>The only protocol of earlier versions, whose results name none.</summary>
    internal const string EarlierProtocol = "most-overlap";

    /// <summary>Why this reference, and what the model was told: <c>other-emotion</c>.</summary>
    public string Protocol { get; init; } = EarlierProtocol;

    /// <summary>Whom the model was told; null where it is the speaker.</summary>
    public string? ToldSpeaker { get; init; }

    /// <summary>Which emotion the model was told; null where it is the emotion.</summary>
    public string? ToldEmotion { get; init; }

    /// <summary>What each metric says of the target's own mel-spectrogram through the vocoder.</summary>
    public IReadOnlyDictionary<string, double?> Copy { get; init; } = new Dictionary<string, double?>();
}
