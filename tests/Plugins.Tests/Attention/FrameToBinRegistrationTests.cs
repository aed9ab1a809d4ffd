using Microsoft.Extensions.DependencyInjection;

namespace Melange.Plugins.Tests.Attention;

public sealed class FrameToBinRegistrationTests
{
    [Fact]
    public void Register_EmptyServices_OffersThePart()
    {
        var services = new ServiceCollection();

        new FrameToBinRegistration().Register(services);

        var expected = new PartRegistration(
            "attention", "f2b", typeof(IReferenceAttention), typeof(FrameToBinAttention),
            typeof(FrameToBinOptions));
        Assert.Equal([expected], services.Select(service => service.ImplementationInstance));
    }
}
