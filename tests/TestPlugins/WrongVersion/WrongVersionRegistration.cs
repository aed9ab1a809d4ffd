using Microsoft.Extensions.DependencyInjection;

namespace Melange.TestPlugins;

public sealed class WrongVersionRegistration : IPlugin
{
    public void Register(IServiceCollection services)
    {
    }
}
