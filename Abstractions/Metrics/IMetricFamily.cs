namespace Melange;

/// <summary>Measures several things of one synthesised utterance at once.</summary>
/// <remarks>
/// Each is a metric of its own in tables and reports, by the config's name and the member's: <c>prosody.energy</c>. The
/// members of <see cref="IMetric"/> are not asked.
/// </remarks>
public interface IMetricFamily : IMetric
{
    /// <summary>What is measured, in the order of the values; the same as long as it lives.</summary>
    IReadOnlyList<MetricMember> Members { get; }

    string IMetric.Description => string.Join(' ', Members.Select(member => member.Description));

    string IMetric.Unit => "";

    bool IMetric.HigherIsBetter => false;

    /// <summary>Measures all.</summary>
    /// <param name="input">The synthesised utterance beside its target.</param>
    /// <returns>A value a member, null where one cannot be measured.</returns>
    IReadOnlyList<double?> MeasureEach(MetricInput input);

    double? IMetric.Measure(MetricInput input) => null;
}

/// <summary>One of the things that a metric measures.</summary>
/// <param name="Name">Its name within the metric: lower case, digits, hyphens.</param>
/// <param name="Description">What is measured, with its parameters: one sentence.</param>
/// <param name="Unit">Unit of the value, empty for a ratio.</param>
/// <param name="HigherIsBetter">Whether a greater value is better.</param>
public sealed record MetricMember(string Name, string Description, string Unit, bool HigherIsBetter)
{
    /// <summary>The greatest difference of means that does not matter, in its unit: above 0; null for none.</summary>
    public double? Margin { get; init; }

    /// <summary>Whether it only says how to read the others, as chance does: it is shown, and variants are not compared
    /// in it.</summary>
    public bool IsContext { get; init; }
}
