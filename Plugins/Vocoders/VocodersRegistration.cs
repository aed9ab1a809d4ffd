using Microsoft.Extensions.DependencyInjection;

namespace Melange.Plugins;

/// <summary>Offers <see cref="GriffinLimVocoder"/> as <c>griffin-lim</c>.</summary>
public sealed class VocodersRegistration : IPlugin
{
    /// <inheritdoc/>
    public void Register(IServiceCollection services) =>
        services.AddVocoder<GriffinLimVocoder, GriffinLimOptions>("griffin-lim");
}
