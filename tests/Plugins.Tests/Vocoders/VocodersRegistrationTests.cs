using Microsoft.Extensions.DependencyInjection;

namespace Melange.Plugins.Tests.Vocoders;

public sealed class VocodersRegistrationTests
{
    [Fact]
    public void Register_EmptyServices_OffersTheParts()
    {
        var services = new ServiceCollection();

        new VocodersRegistration().Register(services);

        var expected = new PartRegistration(
            "vocoder", "griffin-lim", typeof(IVocoder), typeof(GriffinLimVocoder), typeof(GriffinLimOptions));
        Assert.Equal([expected], services.Select(service => service.ImplementationInstance));
    }
}
