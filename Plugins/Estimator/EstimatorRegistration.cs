using Microsoft.Extensions.DependencyInjection;

namespace Melange.Plugins;

/// <summary>Offers the estimators <c>unet</c>, <c>matcha</c> and <c>dit</c>.</summary>
public sealed class EstimatorRegistration : IPlugin
{
    /// <inheritdoc/>
    public void Register(IServiceCollection services) => services
        .AddEstimator<UNet, UNetOptions>("unet")
        .AddEstimator<MatchaDecoder, MatchaOptions>("matcha")
        .AddEstimator<DiffusionTransformer, DitOptions>("dit")
        .AddForeignWeights<GradTtsEstimatorWeights>()
        .AddForeignWeights<MatchaEstimatorWeights>();
}
