using Microsoft.Extensions.DependencyInjection;

namespace Melange.Plugins.Tests.Processes;

public sealed class ProcessesRegistrationTests
{
    [Fact]
    public void Register_Plugin_OffersItsParts()
    {
        var services = new ServiceCollection();

        new ProcessesRegistration().Register(services);

        Assert.Equal(
            [
                new("process", "grad-tts", typeof(IProcess), typeof(GradTtsProcess), typeof(NoOptions)),
                new("process", "flow-matching", typeof(IProcess), typeof(FlowMatchingProcess),
                    typeof(FlowMatchingOptions))
            ],
            services.Select(service => (PartRegistration)service.ImplementationInstance!));
    }
}
