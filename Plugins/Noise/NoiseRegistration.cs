using Microsoft.Extensions.DependencyInjection;

namespace Melange.Plugins;

/// <summary>Offers the starting noises <c>gaussian</c> and <c>reference</c>.</summary>
public sealed class NoiseRegistration : IPlugin
{
    /// <inheritdoc/>
    public void Register(IServiceCollection services) => services
        .AddNoise<GaussianNoise, GaussianNoiseOptions>("gaussian")
        .AddNoise<ReferenceNoise, ReferenceNoiseOptions>("reference");
}
