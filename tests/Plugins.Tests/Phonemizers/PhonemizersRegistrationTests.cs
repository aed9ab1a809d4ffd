using Microsoft.Extensions.DependencyInjection;

namespace Melange.Plugins.Tests.Phonemizers;

public sealed class PhonemizersRegistrationTests
{
    [Fact]
    public void Register_EmptyServices_OffersTheParts()
    {
        var services = new ServiceCollection();

        new PhonemizersRegistration().Register(services);

        Assert.Equal(
            [
                new PartRegistration("phonemizer", "cmudict", typeof(IPhonemizer), typeof(CmuDictPhonemizer),
                    typeof(CmuDictOptions)),
                new PartRegistration("phonemizer", "flite", typeof(IPhonemizer), typeof(FlitePhonemizer),
                    typeof(FliteOptions)),
                new PartRegistration("phonemizer", "espeak-ng", typeof(IPhonemizer), typeof(EspeakNgPhonemizer),
                    typeof(EspeakNgOptions))
            ],
            services.Select(service => service.ImplementationInstance));
    }
}
