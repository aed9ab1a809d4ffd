using Microsoft.Extensions.DependencyInjection;

namespace Melange.Plugins.Tests.Attention;

public sealed class NoAttentionRegistrationTests
{
    [Fact]
    public void Register_EmptyServices_OffersThePart()
    {
        var services = new ServiceCollection();

        new NoAttentionRegistration().Register(services);

        var expected = new PartRegistration(
            "attention", "none", typeof(IReferenceAttention), typeof(NoAttention), typeof(NoOptions));
        Assert.Equal([expected], services.Select(service => service.ImplementationInstance));
    }
}
