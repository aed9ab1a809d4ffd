namespace Melange;

/// <summary>Measures one synthesised utterance.</summary>
/// <remarks>
/// It keeps nothing from one utterance to the next: what it says of one depends on that one alone. One that measures
/// several things at once is an <see cref="IMetricFamily"/>, one that measures all utterances together an
/// <see cref="ICorpusMetric"/>; one that says which differences do not matter, an <see cref="IStatesMargin"/>.
/// </remarks>
public interface IMetric
{
    /// <summary>What is measured, with its parameters and unit, for the report: one sentence.</summary>
    string Description { get; }

    /// <summary>Unit of the value, empty for a ratio.</summary>
    string Unit { get; }

    /// <summary>Whether a greater value is better.</summary>
    bool HigherIsBetter { get; }

    /// <summary>Measures.</summary>
    /// <param name="input">The synthesised utterance beside its target.</param>
    /// <returns>The value, or null where nothing can be measured (no voiced frame in both, no attention map).</returns>
    double? Measure(MetricInput input);
}
