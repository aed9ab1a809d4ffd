using Microsoft.Extensions.DependencyInjection;

namespace Melange.TestPlugins;

public sealed class ThrowsOnBuildRegistration : IPlugin
{
    public void Register(IServiceCollection services) => services.AddAttention<BrittleAttention, NoOptions>("brittle");
}

public sealed class BrittleAttention : IReferenceAttention
{
    public BrittleAttention(AttentionSite site) =>
        throw new NotSupportedException($"no weights for {site.Channels} channels.");

    public Tensor Attend(Tensor hidden, AttentionInput input) => hidden.alias();
}
