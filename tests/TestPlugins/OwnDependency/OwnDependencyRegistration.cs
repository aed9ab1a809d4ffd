using System.Reflection;
using Microsoft.Extensions.DependencyInjection;
using Newtonsoft.Json;

namespace Melange.TestPlugins;

public sealed class OwnDependencyRegistration : IPlugin
{
    public void Register(IServiceCollection services) => services.AddAttention<JsonAttention, NoOptions>("json");
}

public sealed class JsonAttention : IReferenceAttention
{
    public Tensor Attend(Tensor hidden, AttentionInput input) => hidden.alias();

    public override string ToString() => JsonConvert.SerializeObject(
        typeof(JsonConvert).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion);
}
