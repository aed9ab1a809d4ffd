using Microsoft.Extensions.DependencyInjection;

namespace Melange.TestPlugins;

public sealed class CarriesTorchPlugin : IPlugin
{
    public void Register(IServiceCollection services)
    {
    }
}
