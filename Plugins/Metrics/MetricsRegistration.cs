using Microsoft.Extensions.DependencyInjection;

namespace Melange.Plugins;

/// <summary>
/// Registers the metrics <c>mcd</c>, <c>mel-cepstral-distance</c>, <c>frechet</c>, <c>log-f0-rmse</c>, <c>f0</c>,
/// <c>energy-rmse</c>, <c>duration-rmse</c>, <c>style</c>, <c>phoneme-hit-rate</c>, <c>attention</c> and <c>rtf</c>.
/// </summary>
public sealed class MetricsRegistration : IPlugin
{
    /// <inheritdoc/>
    public void Register(IServiceCollection services) => services
        .AddMetric<MelCepstralDistortion, MelCepstraOptions>("mcd")
        .AddMetric<MelCepstralDistance, NoOptions>("mel-cepstral-distance")
        .AddMetric<FrechetCepstralDistance, MelCepstraOptions>("frechet")
        .AddMetric<LogF0Error, AutocorrelationPitchOptions>("log-f0-rmse")
        .AddMetric<MelodyMetrics, AutocorrelationPitchOptions>("f0")
        .AddMetric<EnergyError, EnergyErrorOptions>("energy-rmse")
        .AddMetric<DurationError, NoOptions>("duration-rmse")
        .AddMetric<StyleMetrics, StyleMetricsOptions>("style")
        .AddMetric<PhonemeHitRate, NoOptions>("phoneme-hit-rate")
        .AddMetric<AttentionMetrics, AttentionMetricsOptions>("attention")
        .AddMetric<RealTimeFactor, NoOptions>("rtf");
}
