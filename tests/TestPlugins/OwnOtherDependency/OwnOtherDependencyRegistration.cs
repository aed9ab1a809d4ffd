using System.Reflection;
using Microsoft.Extensions.DependencyInjection;
using Newtonsoft.Json;

namespace Melange.TestPlugins;

public sealed class OwnOtherDependencyRegistration : IPlugin
{
    public void Register(IServiceCollection services) =>
        services.AddAttention<OtherJsonAttention, NoOptions>("other-json");
}

public sealed class OtherJsonAttention : IReferenceAttention
{
    public Tensor Attend(Tensor hidden, AttentionInput input) => hidden.alias();

    public override string ToString() => JsonConvert.SerializeObject(
        typeof(JsonConvert).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion);
}
