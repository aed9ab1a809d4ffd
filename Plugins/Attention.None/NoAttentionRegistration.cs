using Microsoft.Extensions.DependencyInjection;

namespace Melange.Plugins;

/// <summary>Offers <see cref="NoAttention"/> as <c>none</c>.</summary>
public sealed class NoAttentionRegistration : IPlugin
{
    /// <inheritdoc/>
    public void Register(IServiceCollection services) => services.AddAttention<NoAttention, NoOptions>("none");
}
