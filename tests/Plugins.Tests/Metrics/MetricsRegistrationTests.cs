using Microsoft.Extensions.DependencyInjection;

namespace Melange.Plugins.Tests.Metrics;

public sealed class MetricsRegistrationTests
{
    [Fact]
    public void Register_Plugin_OffersItsParts()
    {
        var services = new ServiceCollection();

        new MetricsRegistration().Register(services);

        var parts = services.Select(service => (PartRegistration)service.ImplementationInstance!);
        Assert.Equal(
            [
                "metrics/mcd", "metrics/mel-cepstral-distance", "metrics/frechet", "metrics/log-f0-rmse", "metrics/f0",
                "metrics/energy-rmse", "metrics/duration-rmse", "metrics/style", "metrics/phoneme-hit-rate",
                "metrics/attention", "metrics/rtf"
            ],
            parts.Select(part => $"{part.Slot}/{part.Id}"));
    }
}
