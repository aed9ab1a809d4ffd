using Microsoft.Extensions.DependencyInjection;

namespace Melange.TestPlugins;

public sealed class ThrowsOnRegisterRegistration : IPlugin
{
    public void Register(IServiceCollection services) =>
        throw new InvalidOperationException("the licence of this plugin has run out.");
}
