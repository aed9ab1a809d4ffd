using Microsoft.Extensions.DependencyInjection;
using Newtonsoft.Json;

namespace Melange.TestPlugins;

public sealed class OwnOtherDependencyRegistration : IPlugin
{
    public void Register(IServiceCollection services) =>
        services.AddAttention<OtherJsonAttention, NoOptions>("other-json");
}

public sealed class OtherJsonAttention() : TellingAttention(AssemblyOf(typeof(JsonConvert)));
