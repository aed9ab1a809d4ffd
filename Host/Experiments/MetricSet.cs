using Melange.Host.Assembly.Options;
using Melange.Host.Features;
using Melange.Host.Runs;

namespace Melange.Host.Experiments;

/// <summary>The metrics of a run.</summary>
internal sealed class MetricSet : IDisposable
{
    private readonly Dictionary<string, IMetric> metrics;

    /// <summary>Builds the metrics of the config.</summary>
    public MetricSet(RunOptions options, PreparedCorpus corpus)
    {
        Recordings = new(corpus);
        var context = ContextOf(options, corpus.Inventory) with { Training = Recordings.Training };
        metrics = options.Metrics.ToDictionary(entry => entry.Key, entry => entry.Value.BuildWatched(context));
    }

    /// <summary>The recordings that metrics may compare with.</summary>
    public CorpusRecordings Recordings { get; }

    /// <summary>What each value means, by its name.</summary>
    /// <param name="guarantees">What holds of the model whatever it learns.</param>
    public IReadOnlyDictionary<string, MetricLegend> LegendsUnder(IReadOnlySet<string> guarantees) =>
        metrics.SelectMany(entry => Legend(entry.Key, entry.Value), (entry, legend) => KeyValuePair.Create(
            legend.Key, legend.Value with
            {
                IsByConstruction = entry.Value is IDecidedBy decided && decided.DecidedBy.Any(guarantees.Contains)
            })).ToDictionary();

    /// <summary>What a metric of a run is built for, but for the recordings.</summary>
    public static MetricContext ContextOf(RunOptions options, CorpusInventory corpus) => new(options.Features)
    {
        Phonemes = corpus.Phonemes,
        Speakers = corpus.Speakers,
        Emotions = corpus.Emotions,
        Seed = options.DrawnFrom
    };

    /// <summary>Begins to measure pairs that belong together.</summary>
    /// <param name="asked">Which metrics are asked.</param>
    public MeasuredPairs Begin(AskedMetrics asked) => new(metrics.Where(entry => IsAsked(entry.Value, asked))
        .ToDictionary());

    private static bool IsAsked(IMetric metric, AskedMetrics asked) => asked == AskedMetrics.All
        || IsOfTime(metric) == (asked == AskedMetrics.OfTime);

    private static bool IsOfTime(IMetric metric) =>
        metric is IMeasuresTime { MeasuresTime: true } and not ICorpusMetric;

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var metric in metrics.Values.OfType<IDisposable>())
            metric.Dispose();
    }

    private static IEnumerable<KeyValuePair<string, MetricLegend>> Legend(string name, IMetric metric) => metric switch
    {
        IMetricFamily family => family.Members.Select(member => KeyValuePair.Create(
            MeasuredPairs.NameOf(name, member), new MetricLegend(member.Description, member.Unit, member.HigherIsBetter)
            {
                Margin = member.Margin,
                IsContext = member.IsContext
            })),
        _ => [new(name, new(metric.Description, metric.Unit, metric.HigherIsBetter)
        {
            Margin = (metric as IStatesMargin)?.Margin
        })]
    };
}

/// <summary>Which metrics are asked of a pair.</summary>
public enum AskedMetrics
{
    /// <summary>Those that measure what was spoken, while other trials may run.</summary>
    OfSpeech,

    /// <summary>Those that measure how long it took, when none does.</summary>
    OfTime,

    /// <summary>All.</summary>
    All
}
