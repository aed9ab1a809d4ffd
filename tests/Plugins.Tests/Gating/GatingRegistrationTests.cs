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
            new("gate", "always", typeof(IGate), typeof(AlwaysGate), typeof(GateOptions)),
            new("gate", "never", typeof(IGate), typeof(NeverGate), typeof(GateOptions)),
            new("gate", "phoneme-fallback", typeof(IGate), typeof(PhonemeFallbackGate), typeof(PhonemeFallbackOptions)),
            new("gate", "phoneme-fallback-soft", typeof(IGate), typeof(SoftPhonemeFallbackGate),
                typeof(SoftPhonemeFallbackOptions))
        ];
        Assert.Equal(expected, services.Select(service => service.ImplementationInstance));
    }
}
