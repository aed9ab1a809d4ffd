namespace Melange;

/// <summary>A metric of how long synthesis takes.</summary>
/// <remarks>
/// It is not asked while other trials run, but after all have ended, when each speaks some of its pairs again alone,
/// one variant in turn with the other, several times; a pair's value is the median. An <see cref="ICorpusMetric"/> is
/// asked as ever.
/// </remarks>
public interface IMeasuresTime : IMetric
{
    /// <summary>Whether it does: true, unless it depends on options.</summary>
    bool MeasuresTime => true;
}
