using Xunit;

namespace Melange.Testing;

/// <summary>What holds for any metric that describes itself; suites of its kinds derive from this.</summary>
/// <typeparam name="TMetric">The kind: <see cref="IMetric"/>, <see cref="ICorpusMetric"/>.</typeparam>
public abstract class DescribedMetricConformance<TMetric> where TMetric : IMetric
{
    /// <summary>What the metric is built for: 16 kHz, 256 samples a frame, 20 bins; override it where that does not
    /// suit.</summary>
    protected virtual MetricContext Context { get; } = MetricExample.Context();

    /// <summary>Builds the metric under test.</summary>
    protected abstract TMetric Build(MetricContext context);

    /// <summary>The report can say what is measured.</summary>
    [Fact]
    public void Description_Always_IsASentence()
    {
        var metric = Build(Context);

        Assert.False(string.IsNullOrWhiteSpace(metric.Description), "Description must not be empty.");
        Assert.NotNull(metric.Unit);
    }

    /// <summary>A seed decides every weight, if it has any, and every module is registered.</summary>
    [Fact]
    public void Build_TwiceFromOneSeed_HasTheSameFiniteWeightsAllRegistered() =>
        WeightsAssert.AreFresh(() => Build(Context));

    /// <summary>Two voiced tones, the later slower and higher, random spectrograms and the map of one site.</summary>
    protected MetricInput Example() => MetricExample.For(Context);
}
