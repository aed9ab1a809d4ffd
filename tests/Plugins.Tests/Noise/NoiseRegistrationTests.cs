using Microsoft.Extensions.DependencyInjection;

namespace Melange.Plugins.Tests.Noise;

public sealed class NoiseRegistrationTests
{
    [Fact]
    public void Register_EmptyServices_OffersTheParts()
    {
        var services = new ServiceCollection();

        new NoiseRegistration().Register(services);

        PartRegistration[] expected =
        [
            new("noise", "gaussian", typeof(INoise), typeof(GaussianNoise), typeof(GaussianNoiseOptions)),
            new("noise", "reference", typeof(INoise), typeof(ReferenceNoise), typeof(ReferenceNoiseOptions))
        ];
        Assert.Equal(expected, services.Select(service => service.ImplementationInstance));
    }
}
