using Microsoft.Extensions.DependencyInjection;

namespace Melange.Plugins.Tests.Vocoders;

public sealed class VocodersRegistrationTests
{
    [Fact]
    public void Register_EmptyServices_OffersTheParts()
    {
        var services = new ServiceCollection();

        new VocodersRegistration().Register(services);

        var griffinLim = new PartRegistration(
            "vocoder", "griffin-lim", typeof(IVocoder), typeof(GriffinLimVocoder), typeof(GriffinLimOptions));
        var hifiGan = new PartRegistration(
            "vocoder", "hifi-gan", typeof(IVocoder), typeof(HifiGanVocoder), typeof(HifiGanOptions));
        Assert.Equal([griffinLim, hifiGan, null, null], services.Select(service => service.ImplementationInstance));
        Assert.Equal([typeof(HifiGanForeignVocoder), typeof(HifiGanTrainableVocoder)],
            services.Skip(2).Select(service => service.ImplementationType));
    }
}
