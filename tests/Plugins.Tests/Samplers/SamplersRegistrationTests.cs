using Microsoft.Extensions.DependencyInjection;

namespace Melange.Plugins.Tests.Samplers;

public sealed class SamplersRegistrationTests
{
    [Fact]
    public void Register_EmptyServices_OffersTheParts()
    {
        var services = new ServiceCollection();

        new SamplersRegistration().Register(services);

        PartRegistration[] expected =
        [
            new("sampler", "euler", typeof(ISampler), typeof(EulerSampler), typeof(EulerOptions)),
            new("sampler", "euler-sde", typeof(ISampler), typeof(EulerSdeSampler), typeof(EulerSdeOptions)),
            new("sampler", "ml-sde", typeof(ISampler), typeof(MaximumLikelihoodSdeSampler),
                typeof(MaximumLikelihoodSdeOptions)),
            new("sampler", "heun", typeof(ISampler), typeof(HeunSampler), typeof(HeunOptions)),
            new("sampler", "dpm-solver++", typeof(ISampler), typeof(DpmSolverSampler), typeof(DpmSolverOptions))
        ];
        Assert.Equal(expected, services.Select(service => service.ImplementationInstance));
    }
}
