using Microsoft.Extensions.DependencyInjection;

namespace Melange.Plugins.Tests.Gating;

public sealed class GatingRegistrationTests
{
    [Fact]
    public void Register_EmptyServices_OffersTheParts()
    {
        var services = new ServiceCollection();

        new GatingRegistration().Register(services);

        PartRegistration[] expected =
        [
            new("gate", "always", typeof(IGate), typeof(AlwaysGate), typeof(NoOptions)),
            new("gate", "never", typeof(IGate), typeof(NeverGate), typeof(NoOptions)),
            new("gate", "phoneme-fallback", typeof(IGate), typeof(PhonemeFallbackGate), typeof(NoOptions))
        ];
        Assert.Equal(expected, services.Select(service => service.ImplementationInstance));
    }
}
