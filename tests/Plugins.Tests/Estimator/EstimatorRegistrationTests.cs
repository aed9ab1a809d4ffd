using Microsoft.Extensions.DependencyInjection;

namespace Melange.Plugins.Tests.Estimator;

public sealed class EstimatorRegistrationTests
{
    [Fact]
    public void Register_EmptyServices_OffersThePart()
    {
        var services = new ServiceCollection();

        new EstimatorRegistration().Register(services);

        var expected = new PartRegistration("estimator", "unet", typeof(IEstimator), typeof(UNet), typeof(UNetOptions));
        Assert.Equal([expected], services.Select(service => service.ImplementationInstance).OfType<PartRegistration>());
        Assert.Equal(typeof(GradTtsEstimatorWeights), services.Last().ImplementationType);
        Assert.Equal(typeof(IForeignWeights), services.Last().ServiceType);
    }
}
