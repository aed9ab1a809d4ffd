using Microsoft.Extensions.DependencyInjection;

namespace Melange.Plugins.Tests.ModelMetrics;

public sealed class ModelMetricsRegistrationTests
{
    [Fact]
    public void Register_Plugin_OffersItsParts()
    {
        var services = new ServiceCollection();

        new ModelMetricsRegistration().Register(services);

        var parts = services.Select(service => (PartRegistration)service.ImplementationInstance!);
        Assert.Equal(["metrics/speaker-similarity", "metrics/intelligibility"],
            parts.Select(part => $"{part.Slot}/{part.Id}"));
    }
}
