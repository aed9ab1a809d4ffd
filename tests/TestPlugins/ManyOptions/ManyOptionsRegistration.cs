using Microsoft.Extensions.DependencyInjection;

namespace Melange.TestPlugins;

public sealed class ManyOptionsRegistration : IPlugin
{
    public void Register(IServiceCollection services) =>
        services.AddMetric<ManyOptionsMetric, ManyOptions>("many-options");
}
