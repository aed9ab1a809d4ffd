using Microsoft.Extensions.DependencyInjection;

namespace Melange.Plugins;

/// <summary>Offers <see cref="UNet"/> as <c>unet</c>.</summary>
public sealed class EstimatorRegistration : IPlugin
{
    /// <inheritdoc/>
    public void Register(IServiceCollection services) => services
        .AddEstimator<UNet, UNetOptions>("unet")
        .AddForeignWeights<GradTtsEstimatorWeights>();
}
