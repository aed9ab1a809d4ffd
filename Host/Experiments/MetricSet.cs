using Melange.Host.Assembly.Options;
using Melange.Host.Experiments.Statistics;
using Melange.Host.Features;
using Melange.Host.Runs;

namespace Melange.Host.Experiments;

/// <summary>The metrics of a run, and what those keep that measure all pairs together.</summary>
internal sealed class MetricSet : IDisposable
{
    private readonly Dictionary<string, IMetric> metrics;
    private readonly Dictionary<string, List<Tensor?>> kept;

    /// <summary>Builds the metrics of the config.</summary>
    public MetricSet(RunOptions options, CorpusInventory corpus)
    {
        metrics = options.Metrics.ToDictionary(
            entry => entry.Key, entry => entry.Value.BuildWatched(ContextOf(options, corpus)));
        kept = metrics.Where(entry => entry.Value is ICorpusMetric)
            .ToDictionary(entry => entry.Key, _ => new List<Tensor?>());
    }

    /// <summary>What each value means, by its name.</summary>
    /// <param name="guarantees">What holds of the model whatever it learns.</param>
    public IReadOnlyDictionary<string, MetricLegend> LegendsUnder(IReadOnlySet<string> guarantees) =>
        metrics.SelectMany(entry => Legend(entry.Key, entry.Value), (entry, legend) => KeyValuePair.Create(
            legend.Key, legend.Value with
            {
                IsByConstruction = entry.Value is IDecidedBy decided && decided.DecidedBy.Any(guarantees.Contains)
            })).ToDictionary();

    /// <summary>What a metric of a run is built for.</summary>
    public static MetricContext ContextOf(RunOptions options, CorpusInventory corpus) => new(options.Features)
    {
        Phonemes = corpus.Phonemes,
        Speakers = corpus.Speakers,
        Emotions = corpus.Emotions,
        Seed = options.Seed
    };

    /// <summary>Measures one pair; what measures all of them looks at it and keeps what it needs.</summary>
    /// <param name="input">The pair.</param>
    /// <param name="asked">Which metrics are asked.</param>
    /// <returns>Value of each metric, by its name; null where it could not be measured.</returns>
    public IReadOnlyDictionary<string, double?> Measure(MetricInput input, AskedMetrics asked)
    {
        if (asked != AskedMetrics.OfTime)
            foreach (var (name, list) in kept)
                list.Add(((ICorpusMetric)metrics[name]).Keep(input)?.DetachFromDisposeScope());
        return metrics.Where(entry => IsAsked(entry.Value, asked))
            .SelectMany(entry => Measured(entry.Key, entry.Value, input)).ToDictionary();
    }

    private static bool IsAsked(IMetric metric, AskedMetrics asked) => asked == AskedMetrics.All
        || IsOfTime(metric) == (asked == AskedMetrics.OfTime);

    private static bool IsOfTime(IMetric metric) =>
        metric is IMeasuresTime { MeasuresTime: true } and not ICorpusMetric;

    /// <summary>What the pairs are together, and would be if they were drawn anew, by the metric's name.</summary>
    public IReadOnlyDictionary<string, CorpusValue> All()
    {
        using var scope = NewDisposeScope();
        return kept.ToDictionary(entry => entry.Key, entry => Of((ICorpusMetric)metrics[entry.Key], entry.Value));
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var tensor in kept.Values.SelectMany(list => list))
            tensor?.Dispose();
        foreach (var metric in metrics.Values.OfType<IDisposable>())
            metric.Dispose();
    }

    private static CorpusValue Of(ICorpusMetric metric, List<Tensor?> pairs) => new(
        Value(metric, pairs), pairs.Count(pair => pair is not null),
        [.. PairDraws.Of(pairs.Count).Select(drawn => Value(metric, drawn.Select(pair => pairs[pair])))]);

    private static double? Value(ICorpusMetric metric, IEnumerable<Tensor?> pairs)
    {
        var seen = pairs.OfType<Tensor>().ToList();
        return seen.Count == 0 ? null : metric.MeasureAll(seen);
    }

    private static IEnumerable<KeyValuePair<string, MetricLegend>> Legend(string name, IMetric metric) => metric switch
    {
        IMetricFamily family => family.Members.Select(member => KeyValuePair.Create(
            NameOf(name, member), new MetricLegend(member.Description, member.Unit, member.HigherIsBetter)
            {
                Margin = member.Margin
            })),
        _ => [new(name, new(metric.Description, metric.Unit, metric.HigherIsBetter)
        {
            Margin = (metric as IStatesMargin)?.Margin
        })]
    };

    private static IEnumerable<KeyValuePair<string, double?>> Measured(
        string name, IMetric metric, MetricInput input) => metric switch
        {
            IMetricFamily family => family.Members.Zip(family.MeasureEach(input),
                (member, value) => KeyValuePair.Create(NameOf(name, member), value)),
            ICorpusMetric => [],
            _ => [new(name, metric.Measure(input))]
        };

    private static string NameOf(string metric, MetricMember member) => $"{metric}.{member.Name}";
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
