using Microsoft.Extensions.DependencyInjection;

namespace Melange.Plugins.Tests.Attention;

public sealed class LinearRegistrationTests
{
    [Fact]
    public void Register_EmptyServices_OffersThePart()
    {
        var services = new ServiceCollection();

        new LinearRegistration().Register(services);

        var expected = new PartRegistration(
            "attention", "linear", typeof(IReferenceAttention), typeof(LinearAttention), typeof(LinearOptions));
        Assert.Equal([expected], services.Select(service => service.ImplementationInstance));
    }
}
