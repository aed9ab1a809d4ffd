using Microsoft.Extensions.DependencyInjection;

namespace Melange.TestPlugins;

public sealed class LengthsRegistration : IPlugin
{
    public void Register(IServiceCollection services) => services.AddMetric<LengthsMetric, NoOptions>("lengths");
}
