using Microsoft.Extensions.DependencyInjection;

namespace Melange.Plugins;

/// <summary>Offers the estimators <c>unet</c> and <c>matcha</c>.</summary>
public sealed class EstimatorRegistration : IPlugin
{
    /// <inheritdoc/>
    public void Register(IServiceCollection services) => services
        .AddEstimator<UNet, UNetOptions>("unet")
        .AddEstimator<MatchaDecoder, MatchaOptions>("matcha")
        .AddForeignWeights<GradTtsEstimatorWeights>();
}
