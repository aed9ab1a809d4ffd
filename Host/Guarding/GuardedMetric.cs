namespace Melange.Host.Guarding;

/// <summary>A metric under watch.</summary>
internal sealed class GuardedMetric(IMetric inner, PartWatch watch) : IMetric, IDisposable
{
    /// <inheritdoc/>
    public string Description => watch.Run(() => inner.Description);

    /// <inheritdoc/>
    public string Unit => watch.Run(() => inner.Unit);

    /// <inheritdoc/>
    public bool HigherIsBetter => watch.Run(() => inner.HigherIsBetter);

    /// <inheritdoc/>
    public double? Measure(MetricInput input) => watch.Run(() =>
    {
        var value = inner.Measure(input);
        return value is null || double.IsFinite(value.Value) ? value
            : throw new InvalidOperationException($"value must be finite, or null, but was {value}");
    });

    /// <inheritdoc/>
    public void Dispose() => (inner as IDisposable)?.Dispose();
}
