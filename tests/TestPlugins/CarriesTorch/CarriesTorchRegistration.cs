using Microsoft.Extensions.DependencyInjection;

namespace Melange.TestPlugins;

public sealed class CarriesTorchRegistration : IPlugin
{
    public void Register(IServiceCollection services) => services.AddAttention<IdleAttention, NoOptions>("idle");
}

public sealed class IdleAttention : IReferenceAttention
{
    public Tensor Attend(Tensor hidden, AttentionInput input) => hidden.alias();
}
