using Microsoft.Extensions.DependencyInjection;

namespace Melange.Plugins;

/// <summary>Offers <c>griffin-lim</c>, <c>hifi-gan</c> and <c>vocos</c>, and to import and train generators of the last
/// two.</summary>
public sealed class VocodersRegistration : IPlugin
{
    /// <inheritdoc/>
    public void Register(IServiceCollection services) => services
        .AddVocoder<GriffinLimVocoder, GriffinLimOptions>("griffin-lim")
        .AddVocoder<HifiGanVocoder, GeneratorOptions>("hifi-gan")
        .AddVocoder<VocosVocoder, GeneratorOptions>("vocos")
        .AddForeignVocoder<HifiGanForeignVocoder>()
        .AddForeignVocoder<VocosForeignVocoder>()
        .AddTrainableVocoder<HifiGanTrainableVocoder>()
        .AddTrainableVocoder<VocosTrainableVocoder>();
}
