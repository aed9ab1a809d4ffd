namespace Melange;

/// <summary>A metric that says how small a difference does not matter.</summary>
/// <remarks>
/// With it a report may call two variants the same: where their difference is shown to be within the margin. Without
/// it, it never does. A member of an <see cref="IMetricFamily"/> has <see cref="MetricMember.Margin"/> for that.
/// </remarks>
public interface IStatesMargin : IMetric
{
    /// <summary>The greatest difference of means that does not matter, in <see cref="IMetric.Unit"/>: above 0; null for
    /// none.</summary>
    double? Margin { get; }
}
