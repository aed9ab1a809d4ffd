using Microsoft.Extensions.DependencyInjection;

namespace Melange.TestPlugins;

/// <summary>Ends the process that loads it: libtorch aborts in a product of matrices that do not fit.</summary>
public sealed class AbortsOnLoadRegistration : IPlugin
{
    public void Register(IServiceCollection services)
    {
        using var product = ones(2, 3).matmul(ones(4, 5));
        services.AddAttention<DeadlyAttention, NoOptions>("deadly");
    }
}

public sealed class DeadlyAttention : IReferenceAttention
{
    public Tensor Attend(Tensor hidden, AttentionInput input) => hidden.clone();
}
