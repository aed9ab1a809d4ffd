using Microsoft.Extensions.DependencyInjection;

namespace Melange.Plugins;

/// <summary>Offers <c>griffin-lim</c> and <c>hifi-gan</c>, and to import and train generators of the latter.</summary>
public sealed class VocodersRegistration : IPlugin
{
    /// <inheritdoc/>
    public void Register(IServiceCollection services) => services
        .AddVocoder<GriffinLimVocoder, GriffinLimOptions>("griffin-lim")
        .AddVocoder<HifiGanVocoder, HifiGanOptions>("hifi-gan")
        .AddForeignVocoder<HifiGanForeignVocoder>()
        .AddTrainableVocoder<HifiGanTrainableVocoder>();
}
