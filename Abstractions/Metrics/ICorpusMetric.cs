namespace Melange;

/// <summary>Measures all synthesised utterances of a model together: one value, as a Fréchet distance is.</summary>
/// <remarks>
/// What is kept of each utterance is small: the statistics draw utterances anew a thousand times and ask for the value
/// of each draw. <see cref="IMetric.Measure"/> is not asked.
/// </remarks>
public interface ICorpusMetric : IMetric
{
    /// <summary>Looks at one utterance.</summary>
    /// <param name="input">The synthesised utterance beside its target.</param>
    /// <returns>What the value is made of (sums, an embedding): any shape and type, new, the caller's; null where there
    /// is nothing to see.</returns>
    Tensor? Keep(MetricInput input);

    /// <summary>The value of several utterances together.</summary>
    /// <param name="kept">What was kept of each, in any order; one that was drawn twice is there twice.</param>
    /// <returns>The value, or null where so few have none.</returns>
    double? MeasureAll(IReadOnlyList<Tensor> kept);

    double? IMetric.Measure(MetricInput input) => null;
}
