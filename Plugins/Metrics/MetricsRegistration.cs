using Microsoft.Extensions.DependencyInjection;

namespace Melange.Plugins;

/// <summary>
/// Registers the metrics <c>mcd</c>, <c>frechet</c>, <c>log-f0-rmse</c>, <c>phoneme-hit-rate</c> and <c>rtf</c>.
/// </summary>
public sealed class MetricsRegistration : IPlugin
{
    /// <inheritdoc/>
    public void Register(IServiceCollection services) => services
        .AddMetric<MelCepstralDistortion, MelCepstraOptions>("mcd")
        .AddMetric<FrechetCepstralDistance, MelCepstraOptions>("frechet")
        .AddMetric<LogF0Error, LogF0ErrorOptions>("log-f0-rmse")
        .AddMetric<PhonemeHitRate, NoOptions>("phoneme-hit-rate")
        .AddMetric<RealTimeFactor, NoOptions>("rtf");
}
