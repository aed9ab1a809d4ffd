using Microsoft.Extensions.DependencyInjection;

namespace Melange.TestPlugins;

public sealed class OlderDependencyRegistration : IPlugin
{
    public void Register(IServiceCollection services) => services.AddAttention<OlderAttention, NoOptions>("older");
}

public sealed class OlderAttention() : TellingAttention(AssemblyOf(typeof(Spectre.Console.Table)));
