using Microsoft.Extensions.DependencyInjection;

namespace Melange.Plugins;

/// <summary>Offers the phonemizers <c>cmudict</c>, <c>flite</c> and <c>espeak-ng</c>.</summary>
public sealed class PhonemizersRegistration : IPlugin
{
    /// <inheritdoc/>
    public void Register(IServiceCollection services) => services
        .AddPhonemizer<CmuDictPhonemizer, CmuDictOptions>("cmudict")
        .AddPhonemizer<FlitePhonemizer, FliteOptions>("flite")
        .AddPhonemizer<EspeakNgPhonemizer, EspeakNgOptions>("espeak-ng");
}
