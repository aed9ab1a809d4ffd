using Microsoft.Extensions.DependencyInjection;

namespace Melange.Plugins.Tests.Samplers;

public sealed class SamplersRegistrationTests
{
    [Fact]
    public void Register_EmptyServices_OffersTheParts()
    {
        var services = new ServiceCollection();

        new SamplersRegistration().Register(services);

        var expected = new PartRegistration(
            "sampler", "euler", typeof(ISampler), typeof(EulerSampler), typeof(EulerOptions));
        Assert.Equal([expected], services.Select(service => service.ImplementationInstance));
    }
}
