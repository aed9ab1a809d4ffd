using Microsoft.Extensions.DependencyInjection;

namespace Melange.TestPlugins;

public sealed class WrongVersionPlugin : IPlugin
{
    public void Register(IServiceCollection services)
    {
    }
}
