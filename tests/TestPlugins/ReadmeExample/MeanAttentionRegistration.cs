using Melange;
using Microsoft.Extensions.DependencyInjection;

namespace ReadmeExample;

/// <summary>Offers <see cref="MeanAttention"/> as <c>my-attention</c>.</summary>
public sealed class MeanAttentionRegistration : IPlugin
{
    /// <inheritdoc/>
    public void Register(IServiceCollection services) =>
        services.AddAttention<MeanAttention, MeanAttentionOptions>("my-attention");
}
