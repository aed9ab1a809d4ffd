using Microsoft.Extensions.DependencyInjection;

namespace Melange.Plugins;

/// <summary>Offers <see cref="GaussianNoise"/> as <c>gaussian</c>.</summary>
public sealed class NoiseRegistration : IPlugin
{
    /// <inheritdoc/>
    public void Register(IServiceCollection services) => services.AddNoise<GaussianNoise, GaussianNoiseOptions>("gaussian");
}
