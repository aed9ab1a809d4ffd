using Microsoft.Extensions.DependencyInjection;

namespace Melange.Plugins.Tests.Attention;

public sealed class FrameToFrameRegistrationTests
{
    [Fact]
    public void Register_EmptyServices_OffersThePart()
    {
        var services = new ServiceCollection();

        new FrameToFrameRegistration().Register(services);

        var expected = new PartRegistration(
            "attention", "f2f", typeof(IReferenceAttention), typeof(FrameToFrameAttention),
            typeof(FrameToFrameOptions));
        Assert.Equal([expected], services.Select(service => service.ImplementationInstance));
    }
}
