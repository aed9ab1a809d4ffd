using Microsoft.Extensions.DependencyInjection;

namespace Melange.Plugins.Tests.Estimator;

public sealed class EstimatorRegistrationTests
{
    [Fact]
    public void Register_EmptyServices_OffersTheParts()
    {
        var services = new ServiceCollection();

        new EstimatorRegistration().Register(services);

        PartRegistration[] expected =
        [
            new("estimator", "unet", typeof(IEstimator), typeof(UNet), typeof(UNetOptions)),
            new("estimator", "matcha", typeof(IEstimator), typeof(MatchaDecoder), typeof(MatchaOptions)),
            new("estimator", "dit", typeof(IEstimator), typeof(DiffusionTransformer), typeof(DitOptions))
        ];
        Assert.Equal(expected, services.Select(service => service.ImplementationInstance).OfType<PartRegistration>());
        Type[] weights = [typeof(GradTtsEstimatorWeights), typeof(MatchaEstimatorWeights)];
        Assert.Equal(weights, services.Where(service => service.ServiceType == typeof(IForeignWeights))
            .Select(service => service.ImplementationType!));
    }
}
