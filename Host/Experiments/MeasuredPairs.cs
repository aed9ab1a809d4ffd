using Melange.Host.Experiments.Statistics;
using Melange.Host.Runs;

namespace Melange.Host.Experiments;

/// <summary>Measures pairs, one by one and together.</summary>
/// <param name="metrics">The metrics, by their names in the config.</param>
internal sealed class MeasuredPairs(IReadOnlyDictionary<string, IMetric> metrics) : IDisposable
{
    private readonly Dictionary<string, List<Tensor?>> kept = metrics.Where(entry => entry.Value is ICorpusMetric)
        .ToDictionary(entry => entry.Key, _ => new List<Tensor?>());

    /// <summary>How a member of a metric is called.</summary>
    public static string NameOf(string metric, MetricMember member) => $"{metric}.{member.Name}";

    /// <summary>Measures one pair; what measures all of them looks at it and keeps what it needs.</summary>
    /// <returns>Value of each metric, by its name; null where it could not be measured.</returns>
    public IReadOnlyDictionary<string, double?> Measure(MetricInput input)
    {
        foreach (var (name, list) in kept)
            list.Add(((ICorpusMetric)metrics[name]).Keep(input)?.DetachFromDisposeScope());
        return metrics.SelectMany(entry => Measured(entry.Key, entry.Value, input)).ToDictionary();
    }

    /// <summary>What the pairs are together, and would be if they were drawn anew, by the metric's name.</summary>
    public IReadOnlyDictionary<string, CorpusValue> Together()
    {
        using var scope = NewDisposeScope();
        return kept.ToDictionary(entry => entry.Key, entry => Of((ICorpusMetric)metrics[entry.Key], entry.Value));
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var tensor in kept.Values.SelectMany(list => list))
            tensor?.Dispose();
    }

    private static CorpusValue Of(ICorpusMetric metric, List<Tensor?> pairs) => new(
        Value(metric, pairs), pairs.Count(pair => pair is not null),
        [.. PairDraws.Of(pairs.Count).Select(drawn => Value(metric, drawn.Select(pair => pairs[pair])))]);

    private static double? Value(ICorpusMetric metric, IEnumerable<Tensor?> pairs)
    {
        var seen = pairs.OfType<Tensor>().ToList();
        return seen.Count == 0 ? null : metric.MeasureAll(seen);
    }

    private static IEnumerable<KeyValuePair<string, double?>> Measured(
        string name, IMetric metric, MetricInput input) => metric switch
        {
            IMetricFamily family => family.Members.Zip(family.MeasureEach(input),
                (member, value) => KeyValuePair.Create(NameOf(name, member), value)),
            ICorpusMetric => [],
            _ => [new(name, metric.Measure(input))]
        };
}
