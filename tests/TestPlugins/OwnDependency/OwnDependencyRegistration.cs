using Microsoft.Extensions.DependencyInjection;
using Newtonsoft.Json;

namespace Melange.TestPlugins;

public sealed class OwnDependencyRegistration : IPlugin
{
    public void Register(IServiceCollection services) => services.AddAttention<JsonAttention, NoOptions>("json");
}

public sealed class JsonAttention() : TellingAttention(AssemblyOf(typeof(JsonConvert)));
