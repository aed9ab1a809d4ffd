using Microsoft.Extensions.DependencyInjection;

namespace Melange.Plugins;

/// <summary>
/// Registers the metrics that ask a trained model: <c>speaker-similarity</c> and <c>intelligibility</c>.
/// </summary>
public sealed class ModelMetricsRegistration : IPlugin
{
    /// <inheritdoc/>
    public void Register(IServiceCollection services) => services
        .AddMetric<SpeakerSimilarity, SpeakerSimilarityOptions>("speaker-similarity")
        .AddMetric<IntelligibilityMetrics, IntelligibilityOptions>("intelligibility");
}
